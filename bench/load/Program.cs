// Measures the server against a bare "hello" app on the same machine, in one run:
//     dotnet run -c Release --project bench/load -- <parity program> <published folder>
// Prints the table of docs/operate/capacity.md. The program to measure runs `demo` on a database of its own.
using Parity.Bench.Load;

if (args is ["hello", var port])
{
    await Hello.RunAsync(port);
    return;
}

await Measuring.RunAsync(parity: args[0], site: args[1]);

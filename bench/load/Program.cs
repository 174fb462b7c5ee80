// Measures the server against a bare "hello" app on the same machine, in one run:
//     dotnet run -c Release --project bench/load -- <parity program> <published folder> [<PostgreSQL connection string>]
// and writes the table into docs/operate/capacity.md. The program to measure runs `demo` on a database of its own, a file
// or, with a connection string, an empty database of a server. "--no-write" prints the table and leaves the page alone.
using Parity.Bench.Load;

if (args is ["hello", var port])
{
    await Hello.RunAsync(port);
    return;
}

bool write = !args.Contains("--no-write");
string[] given = [.. args.Where(a => a != "--no-write")];
string table = await Measuring.RunAsync(parity: given[0], site: given[1], postgres: given.ElementAtOrDefault(2));
Console.Write(table);
if (write) CapacityPage.Write(table, given.Length > 2 ? "PostgreSQL" : "one file");

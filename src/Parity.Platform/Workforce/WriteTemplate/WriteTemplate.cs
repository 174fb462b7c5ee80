namespace Parity.Platform.Workforce;

/// <summary>Writes the empty return as a workbook: a sheet for each file, lists for coded columns, a page of instructions.</summary>
public static class WriteTemplate
{
    public sealed record Request(string Path);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Written(string Path) : Outcome;

        public sealed record NotWritten(string Reason) : Outcome;
    }

    public static class Handler
    {
        public static Outcome Handle(Request request)
        {
            if (!request.Path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) return new Outcome.NotWritten("Give the workbook a name that ends in .xlsx.");
            using var file = new FileStream(request.Path, FileMode.Create, FileAccess.ReadWrite);
            TemplateWorkbook.Write(file);
            return new Outcome.Written(request.Path);
        }
    }
}

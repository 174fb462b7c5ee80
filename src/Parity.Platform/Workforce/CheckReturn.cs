using System.Xml;
using Parity.Indicators.Returns;
using Parity.Platform.Workforce.Reading;

namespace Parity.Platform.Workforce;

/// <summary>
/// Reads one employer's return and finds every fault in one pass. Checking, computing and publishing all come through
/// here, so that what one accepts the others accept.
/// </summary>
public static class CheckReturn
{
    /// <param name="Path">A folder of CSV files, a ZIP of them or an XLSX workbook.</param>
    /// <param name="Previous">Totals of the organisation's return of the edition before: big swings against it are warnings to confirm.</param>
    /// <param name="Progress">Told how many bytes each step read.</param>
    /// <param name="Expected">Whose return for which dates it has to be; null where any will do.</param>
    public sealed record Request(string Path, ReturnSummary? Previous = null, IProgress<long>? Progress = null, ExpectedReturn? Expected = null)
    {
        /// <summary>The same by organisation, where several were in the edition before; what is in <see cref="Previous"/> goes first.</summary>
        public IReadOnlyDictionary<string, ReturnSummary>? PreviousOf { get; init; }
    }

    public abstract record Outcome(CheckReport Report)
    {
        public sealed record Accepted(Return Return, CheckReport Report) : Outcome(Report);

        public sealed record Refused(CheckReport Report) : Outcome(Report);
    }

    public static class Handler
    {
        public static Outcome Handle(Request request, CancellationToken stop = default)
        {
            try
            {
                using var source = ReturnSources.Open(request.Path);
                var (read, report) = new ReturnReader(source, organisation => request.Previous ?? request.PreviousOf?.GetValueOrDefault(organisation), request.Progress, stop) { Expected = request.Expected }.Read();
                return read is null ? new Outcome.Refused(report) : new Outcome.Accepted(read, report);
            }
            catch (RefusedWholeException e)
            {
                return Refused(e.Code, e.Message);
            }
            catch (XmlException)
            {
                return Refused(ProblemCode.DamagedWorkbook, WorkbookXml.Damaged().Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return Refused(ProblemCode.Unreadable, "Check that the files are there and may be read, then try again.");
            }
        }

        private static Outcome.Refused Refused(string code, string advice) => new(new CheckReport
        {
            Accepted = false,
            Organisation = null,
            Rows = [],
            Problems = [new Problem(null, null, null, code, advice)],
            ProblemCount = 1,
            Warnings = [],
        });
    }
}

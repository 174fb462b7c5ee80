using System.Text;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Where each column of the format stands in a table, and what is wrong with the header row.</summary>
internal sealed class TableHeader
{
    /// <summary>Stands for a name that was refused while it was read; an array of its own, so that no blank header is taken for it.</summary>
    public static readonly byte[] Refused = [0];

    private readonly int[] places;

    private TableHeader(FileFormat format, int width)
    {
        Format = format;
        Width = width;
        places = new int[format.Columns.Count];
        Array.Fill(places, -1);
    }

    public FileFormat Format { get; }

    /// <summary>Cells in each row.</summary>
    public int Width { get; }

    /// <summary>The column's place in the table from 0, -1 when the table does not have it.</summary>
    public int PlaceOf(int column) => places[column];

    /// <returns>Null when the rows below cannot be read.</returns>
    public static TableHeader? Read(IReadOnlyList<byte[]> names, FileFormat format, FaultList faults)
    {
        if (names.Count > ReturnFormat.MaxColumns)
        {
            faults.Add(1, ProblemCode.TooManyColumns, $"Keep only the columns of the format; a table may have at most {ReturnFormat.MaxColumns}.");
            return null;
        }

        var header = new TableHeader(format, names.Count);
        for (int place = 0; place < names.Count; place++)
        {
            if (ReferenceEquals(names[place], Refused)) continue;
            string name = Encoding.UTF8.GetString(names[place]);
            int column = format.IndexOf(name);
            if (column < 0)
                faults.Add(1, place, $"#{place + 1}", ProblemCode.UnknownColumn, UnknownAdvice(name, format));
            else if (header.places[column] >= 0)
                faults.Add(1, place, name, ProblemCode.RepeatedColumn, "Keep one column of this name and remove the other.");
            else
                header.places[column] = place;
        }

        for (int column = 0; column < format.Columns.Count; column++)
            if (format.Columns[column].Compulsory && header.places[column] < 0)
                faults.Add(1, names.Count + column, format.Columns[column].Name, ProblemCode.MissingColumn, "Add this column; it is compulsory in this file.");
        return header;
    }

    private static string UnknownAdvice(string name, FileFormat format)
    {
        string nearest = Nearest(name, format.Columns.Select(c => c.Name));
        return $"Rename this column to one of the format or remove it. The nearest name is '{nearest}'.";
    }

    /// <summary>The known name with the fewest letters to change.</summary>
    public static string Nearest(string given, IEnumerable<string> known)
    {
        string plain = new([.. given.Trim().Take(64).Select(c => c is ' ' or '-' ? '_' : char.ToLowerInvariant(c))]);
        return known.MinBy(name => Distance(plain, name)) ?? "";
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}

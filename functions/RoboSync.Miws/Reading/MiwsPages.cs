using RoboSync.Sync.Media;

namespace RoboSync.Miws.Reading;

/// <summary>From a page and its definition to the rules' records. Pure: no request is sent.</summary>
internal static class MiwsPages
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["site"] = [],
        ["applicant-list"] = ["applicantNumber", "name", "selectionFlow", "entryDate", "lastChanged"],
        ["applicant-detail"] =
        [
            "applicantNumber", "name", "nameKana", "mail", "phone", "postalCode", "address", "vacationPhone", "vacationPostalCode", "vacationAddress",
            "schoolCategory", "stream", "school", "faculty", "department", "graduation", "laboratory", "club", "qualifications", "selectionFlow",
            "entryDate", "lastChanged",
        ],
        ["seminar-list"] = ["seminarNumber", "name", "date", "bookings"],
        ["booking-list"] = ["applicantNumber", "state"],
    };

    /// <summary>The fields that a definition must have.</summary>
    public static IReadOnlyList<string> FieldsOf(string definition) => Fields[definition];

    public static ApplicantListPage ApplicantList(HtmlPage page, PageDefinition definition)
    {
        var list = PageReader.ReadList(page, definition);
        return new ApplicantListPage(
            [
                .. list.Rows.Select(row => new ApplicantRow(
                    row.Text("applicantNumber"), row.Text("name"), row.Text("selectionFlow"), row.Date("entryDate"), row.Time("lastChanged"))),
            ],
            list.Total,
            list.HasNext);
    }

    public static Applicant ApplicantDetail(HtmlPage page, PageDefinition definition)
    {
        var values = PageReader.ReadTerms(page, definition);
        return new Applicant
        {
            ApplicantNumber = values.Text("applicantNumber"),
            Name = values.Text("name"),
            NameKana = values.Text("nameKana"),
            Mail = values.Find("mail"),
            Phone = values.Find("phone"),
            PostalCode = values.Find("postalCode"),
            Address = values.Find("address"),
            VacationPhone = values.Find("vacationPhone"),
            VacationPostalCode = values.Find("vacationPostalCode"),
            VacationAddress = values.Find("vacationAddress"),
            SchoolCategory = values.Find("schoolCategory"),
            Stream = values.Find("stream"),
            School = values.Text("school"),
            Faculty = values.Find("faculty"),
            Department = values.Find("department"),
            Graduation = values.Date("graduation"),
            Laboratory = values.Find("laboratory"),
            Club = values.Find("club"),
            Qualifications = values.Find("qualifications"),
            SelectionFlow = values.Text("selectionFlow"),
            EntryDate = values.Date("entryDate"),
            LastChanged = values.Time("lastChanged"),
        };
    }

    public static (IReadOnlyList<Seminar> Rows, int Total, bool HasNext) SeminarList(HtmlPage page, PageDefinition definition)
    {
        var list = PageReader.ReadList(page, definition);
        return (
            [.. list.Rows.Select(row => new Seminar(row.Text("seminarNumber"), row.Text("name"), row.Date("date"), row.Integer("bookings")))],
            list.Total,
            list.HasNext);
    }

    public static BookingListPage BookingList(HtmlPage page, PageDefinition definition)
    {
        var list = PageReader.ReadList(page, definition);
        return new BookingListPage(
            [.. list.Rows.Select(row => new SeminarBooking(row.Text("applicantNumber"), Enum.Parse<BookingState>(row.Text("state"))))],
            list.Total,
            list.HasNext);
    }
}

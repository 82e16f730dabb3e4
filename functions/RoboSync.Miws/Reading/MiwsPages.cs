using RoboSync.Miws.Definitions;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Reading;

/// <summary>From a page and its definition to the rules' records. Pure: no request is sent.</summary>
internal static class MiwsPages
{
    public static ListPage<ApplicantRow> ApplicantList(HtmlPage page, PageDefinition definition) =>
        List(page, definition, "applicantNumber", row => new ApplicantRow(
        row.Text("applicantNumber"), row.Text("name"), row.Text("selectionFlow"), row.Date("entryDate"), row.Time("lastChanged")));

    /// <exception cref="SyncException"><see cref="FailureCode.SiteRecordUnread"/>, with the field's name, where a value does not
    /// fit.</exception>
    public static Applicant ApplicantDetail(HtmlPage page, PageDefinition definition)
    {
        var values = PageReader.ReadTerms(page, definition);
        return values.Unfit is { } unfit ? throw new SyncException(FailureCode.SiteRecordUnread, unfit) : new Applicant
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

    public static ListPage<Seminar> SeminarList(HtmlPage page, PageDefinition definition) =>
        List(page, definition, "seminarNumber", row => new Seminar(
        row.Text("seminarNumber"), row.Text("name"), row.Date("date"), row.Integer("bookings"))
        {
            BookingsChanged = row.FindTime("bookingsChanged"),
        });

    public static ListPage<SeminarBooking> BookingList(HtmlPage page, PageDefinition definition) =>
        List(page, definition, "applicantNumber", row => new SeminarBooking(
        row.Text("applicantNumber"), Enum.Parse<BookingState>(row.Text("state"))));

    private static ListPage<TRow> List<TRow>(HtmlPage page, PageDefinition definition, string number, Func<FieldValues, TRow> toRow)
    {
        var list = PageReader.ReadList(page, definition);
        return list.Rows.FirstOrDefault(row => row.Find(number) is null) is not null
            ? throw PageReader.Changed(definition, $"field {number} is blank")
            : new ListPage<TRow>([.. list.Rows.Where(row => row.Unfit is null).Select(toRow)], list.Total, list.HasNext)
            {
                Unread = [.. list.Rows.Where(row => row.Unfit is not null).Select(row => new UnreadRow(row.Text(number), row.Unfit!))],
            };
    }
}

using RoboSync.Miws.Definitions;
using RoboSync.Miws.Fields;
using RoboSync.Miws.Pages;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Media;

namespace RoboSync.Miws.Reading;

/// <summary>From a page and its definition to the rules' records. Pure: no request is sent.</summary>
internal static class MiwsPages
{
    public static ListPage<ApplicantRow> ApplicantList(HtmlPage page, PageDefinition definition) =>
        ApplicantList(PageReader.ReadList(page, definition), definition);

    public static ListPage<ApplicantRow> ApplicantList(ListContent list, PageDefinition definition) =>
        List(list, definition, row => new ApplicantRow(
            row.Text("applicantNumber"), row.Text("name"), row.Text("selectionFlow"), row.Date("entryDate"), row.Time("lastChanged")));

    /// <exception cref="SyncException"><see cref="FailureCode.SiteRecordUnread"/>, with the field's name, where a value does not
    /// fit.</exception>
    public static Applicant ApplicantDetail(HtmlPage page, PageDefinition definition) =>
        ApplicantDetail(PageReader.ReadDetail(page, definition));

    /// <inheritdoc cref="ApplicantDetail(HtmlPage, PageDefinition)"/>
    public static Applicant ApplicantDetail(FieldValues values)
    {
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
        SeminarList(PageReader.ReadList(page, definition), definition);

    public static ListPage<Seminar> SeminarList(ListContent list, PageDefinition definition) =>
        List(list, definition, row => new Seminar(
            row.Text("seminarNumber"), row.Text("name"), row.Date("date"), row.Integer("bookings"))
        {
            BookingsChanged = row.FindTime("bookingsChanged"),
        });

    public static ListPage<SeminarBooking> BookingList(HtmlPage page, PageDefinition definition) =>
        BookingList(PageReader.ReadList(page, definition), definition);

    public static ListPage<SeminarBooking> BookingList(ListContent list, PageDefinition definition) =>
        List(list, definition, row => new SeminarBooking(row.Text("applicantNumber"), StateOf(row)));

    /// <summary>The state of a booking.</summary>
    public static BookingState StateOf(FieldValues row) => Enum.Parse<BookingState>(row.Text("state"));

    /// <summary>The rows of a list, each with the number that it must have.</summary>
    public static ListPage<TRow> List<TRow>(ListContent list, PageDefinition definition, Func<FieldValues, TRow> toRow)
    {
        var number = DefinitionNeeds.NumberOf(definition);
        return list.Rows.FirstOrDefault(row => row.Find(number) is null) is not null
            ? throw ChangedPage.Of(definition, $"field {number} is blank")
            : new ListPage<TRow>([.. list.Rows.Where(row => row.Unfit is null).Select(toRow)], list.Total ?? list.Rows.Count, list.HasNext)
            {
                Unread = [.. list.Rows.Where(row => row.Unfit is not null).Select(row => new UnreadRow(row.Text(number), row.Unfit!))],
            };
    }
}

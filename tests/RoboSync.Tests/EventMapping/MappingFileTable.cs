using System.IO.Compression;
using System.Text;

namespace RoboSync.Tests.EventMapping;

/// <summary>A file as people upload it, and what has to become of it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Map">seminar=event of every row that is taken, by seminar; blank where it is refused.</param>
/// <param name="Found">row:beginning of the reason, of every problem and warning (with a *).</param>
public sealed record UploadCase(string Name, byte[] Bytes, string Map, params string[] Found)
{
    public override string ToString() => Name;
}

/// <summary>Files that Excel, Numbers, text editors and hands make.</summary>
internal static class MappingFileTable
{
    private const string E0 = "2239928341129601024";
    private const string E1 = "2239928341129601025";
    private const string Header = "HRMOSイベントID,マイナビセミナーNo.\r\n";
    private const string One = "270100=" + E0;
    private const string Two = "270100=" + E0 + " 270101=" + E1;
    private const string Body = E0 + ",270100\r\n" + E1 + ",270101\r\n";

    public static IEnumerable<UploadCase> All => [
        .. Encodings(),
        .. Shapes(),
        .. Cleaned(),
        .. Damaged(),
        .. Relations(),
        .. NoCsv(),
        .. AboveTheHeader(),
        .. SeveralInOneCell(),
        .. Quotes(),
        .. OtherFiles()];

    private static IEnumerable<UploadCase> Encodings()
    {
        var utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: true);
        yield return new("UTF-8", Utf8(Header + Body), Two);
        yield return new("UTF-8 with BOM, as Excel's CSV UTF-8", [0xEF, 0xBB, 0xBF, .. Utf8(Header + Body)], Two);
        yield return new("Shift_JIS, as Excel's plain CSV", Uploads.Cp932.GetBytes(Header + Body), Two);
        yield return new("Shift_JIS with 髙 and ①", Uploads.Cp932.GetBytes("HRMOSイベントID,マイナビセミナーNo.,担当\r\n" + E0 + ",270100,髙橋①\r\n"), One);
        yield return new(
            "UTF-16 with tabs, as Excel's Unicode text",
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes((Header + Body).Replace(',', '\t'))],
            Two);
        yield return new("UTF-16 big endian", [.. utf16Big.GetPreamble(), .. utf16Big.GetBytes(Header + Body)], Two);
        yield return new("UTF-16 without a mark", Encoding.Unicode.GetBytes("ID,No\r\n" + Body), Two);
        yield return new("ASCII alone", Utf8(Body), Two);
        yield return new(
            "UTF-8 with a broken byte in row 3",
            [.. Utf8(Header + E0 + ",270100\r\n" + E1 + ",270101,説明"), 0xFF, 0xFF, .. Utf8("\r\n")],
            "",
            "3:読み取れない文字");
        yield return new(
            "Shift_JIS cut in the middle of a character", [.. Uploads.Cp932.GetBytes(Header + E0 + ",270100,説明"), 0x90], "", "2:読み取れない文字");
        yield return new(
            "EUC-JP is not guessed", Encoding.GetEncoding("euc-jp").GetBytes("HRMOSイベントID,マイナビセミナーNo.,企業説明会\r\n" + Body), "", "1:読み取れない文字");
    }

    private static IEnumerable<UploadCase> Shapes()
    {
        yield return new("no header", Utf8(Body), Two);
        yield return new("LF only", Utf8((Header + Body).Replace("\r\n", "\n")), Two);
        yield return new("CR only, as an old Mac's", Utf8((Header + Body).Replace("\r\n", "\r")), Two);
        yield return new("no line end at the end", Utf8((Header + Body).TrimEnd()), Two);
        yield return new("tabs", Utf8((Header + Body).Replace(',', '\t')), Two);
        yield return new("semicolons, as Excel in some countries", Utf8((Header + Body).Replace(',', ';')), Two);
        yield return new("all quoted", Utf8("\"HRMOSイベントID\",\"マイナビセミナーNo.\"\r\n\"" + E0 + "\",\"270100\"\r\n"), One);
        yield return new(
            "helping columns with commas, quotes and line breaks",
            Utf8("HRMOSイベントID,マイナビセミナーNo.,イベント名\r\n" + E0 + ",270100,\"会社説明会, \"\"東京\"\"\r\n会場\"\r\n" + E1 + ",270101,x\r\n"),
            Two);
        yield return new("header in another order", Utf8("イベント名,マイナビセミナーNo.,HRMOSイベントID\r\n会社説明会,270100," + E0 + "\r\n"), One);
        yield return new("header in other words", Utf8("イベント番号（HRMOS）,説明会ID（マイナビ）\r\n" + Body), Two);
        yield return new("header in English", Utf8("HRMOS Event ID,Seminar No\r\n" + Body), Two);
        yield return new("header in full-width letters", Utf8("ＨＲＭＯＳイベントＩＤ,マイナビセミナーＮｏ．\r\n" + Body), Two);
        yield return new("header that nobody knows", Utf8("こちら,あちら\r\n" + Body), Two);
        yield return new("a title above the header", Utf8("イベント名対応表,\r\n,\r\n" + Header + Body), Two);
        yield return new("header with a number in it", Utf8("HRMOSイベントID（19桁）,マイナビセミナーNo.（6桁）\r\n" + Body), Two);
        yield return new(
            "blank rows in between and at the end", Utf8(Header + E0 + ",270100\r\n\r\n,\r\n" + E1 + ",270101\r\n,,,\r\n\r\n"), Two);
        yield return new("trailing empty columns", Utf8("HRMOSイベントID,マイナビセミナーNo.,,,\r\n" + E0 + ",270100,,,,,\r\n"), One);
        yield return new("events without a seminar are listed only", Utf8(Header + E0 + ",270100\r\n" + E1 + ",\r\n"), One);
        yield return new("leading zeros are kept", Utf8(Header + E0 + ",00280100\r\n"), "00280100=" + E0);
        yield return new(
            "many seminars on one event", Utf8(Header + E0 + ",270100\r\n" + E0 + ",270101\r\n"), "270100=" + E0 + " 270101=" + E0);
        yield return new("our own protection ID=\"…\"", Utf8(Header + "\"=\"\"" + E0 + "\"\"\",\"=\"\"270100\"\"\"\r\n"), One);
        yield return new("our own protection, unquoted", Utf8(Header + "=\"" + E0 + "\",=\"270100\"\r\n"), One);
        yield return new(
            "more columns than the header names",
            Utf8("イベント名,HRMOSイベントID,マイナビセミナーNo.\r\n会社,説明会," + E0 + ",270100\r\n"),
            "",
            "2:列の数が見出し",
            "2:HRMOSイベントIDが数字だけ");
        yield return new("a quote that is never closed", Utf8(Header + E0 + ",270100,\"会社説明会\r\n" + E1 + ",270101,x\r\n"), "", "2:引用符");
        yield return new(
            "a quote that the next row closes", Utf8(Header + E0 + ",270100,\"会社説明会\r\n" + E1 + ",270101,\"別の説明会\"\r\n"), "", "2:引用符");
        yield return new(
            "a quote too many that hides the next row",
            Utf8(Header + E0 + ",270100,\"会社説明会\"\"\r\n" + E1 + ",270101,会社説明会\r\n東京\"\r\n"), "", "2:引用符");
        yield return new(
            "a quote that is never closed in a long file", Utf8(Header + E0 + ",270100,\"" + new string('あ', 12_000)), "", "2:引用符");
        yield return new("one column", Utf8("HRMOSイベントID\r\n" + E0 + "\r\n" + E1 + "\r\n"), "", "0:列が1つ");
        yield return new("a delimiter that nobody uses", Utf8(E0 + "|270100\r\n"), "", "0:列が1つ");
        yield return new("empty", [], "", "0:対応表に行がありません");
        yield return new("a BOM alone", [0xEF, 0xBB, 0xBF], "", "0:対応表に行がありません");
        yield return new("blank lines alone", Utf8("\r\n\r\n,\r\n"), "", "0:対応表に行がありません");
        yield return new("a header alone", Utf8(Header), "", "0:対応表に行がありません");
        yield return new("events alone, nothing filled in", Utf8(Header + E0 + ",\r\n" + E1 + ",\r\n"), "", "0:マイナビセミナーNo.が入力された行がありません");
    }

    private static IEnumerable<UploadCase> Cleaned()
    {
        yield return new("blanks around", Utf8(Header + "  " + E0 + " , 270100 \r\n"), One);
        yield return new(
            "full-width blanks around", Utf8(Header + "　" + E0 + "　,270100　\r\n"), One, "2*:HRMOSイベントIDの前後", "2*:マイナビセミナーNo.の前後");
        yield return new(
            "no-break blanks and invisible characters",
            Utf8(Header + "\u00A0" + E0 + "\u200B,\uFEFF270100\r\n"),
            One,
            "2*:HRMOSイベントIDの前後",
            "2*:マイナビセミナーNo.の前後");
        yield return new(
            "tabs around, in a file of commas", Utf8(Header + "\t" + E0 + ",270100\t\r\n"), One, "2*:HRMOSイベントIDの前後", "2*:マイナビセミナーNo.の前後");
        yield return new("full-width digits", Utf8(Header + E0 + ",２７０１００\r\n"), One, "2*:マイナビセミナーNo.の前後");
        yield return new(
            "the apostrophe of text cells", Utf8(Header + "'" + E0 + ",'270100\r\n"), One, "2*:HRMOSイベントIDの前後", "2*:マイナビセミナーNo.の前後");
        yield return new("a formula of a bare number", Utf8(Header + "=" + E0 + ",270100\r\n"), One);
    }

    private static IEnumerable<UploadCase> Damaged()
    {
        yield return new("exponent, as Excel shows long numbers", Utf8(Header + "2.23993E+18,270100\r\n"), "", "2:HRMOSイベントIDが指数表記");
        yield return new("exponent, as LibreOffice writes it", Utf8(Header + "2.2399283411296E+018,270100\r\n"), "", "2:HRMOSイベントIDが指数表記");
        yield return new("exponent in small letters", Utf8(Header + "2e18,270100\r\n"), "", "2:HRMOSイベントIDが指数表記");
        yield return new("tail zeroed by Excel", Utf8(Header + "2239928341129600000,270100\r\n"), "", "2:HRMOSイベントIDの16桁目");
        yield return new("decimal", Utf8(Header + E0 + ",270100.0\r\n"), "", "2:マイナビセミナーNo.が小数");
        yield return new("thousands", Utf8(Header + E0 + ",\"270,100\"\r\n"), "", "2:マイナビセミナーNo.が桁区切り");
        yield return new("date", Utf8(Header + E0 + ",2027/1/1\r\n"), "", "2:マイナビセミナーNo.が日付");
        yield return new("date as Excel shortens it", Utf8(Header + E0 + ",27-Jan\r\n"), "", "2:マイナビセミナーNo.が日付");
        yield return new("date in Japanese", Utf8(Header + E0 + ",1月27日\r\n"), "", "2:マイナビセミナーNo.が日付");
        yield return new("letters", Utf8(Header + E0 + ",No.270100\r\n"), "", "2:マイナビセミナーNo.が数字だけ");
        yield return new("an error value of Excel", Utf8(Header + "#N/A,270100\r\n"), "", "2:HRMOSイベントIDが数字だけ");
        yield return new("a minus sign", Utf8(Header + E0 + ",-270100\r\n"), "", "2:マイナビセミナーNo.が数字だけ");
        yield return new("two ids in one cell", Utf8(Header + E0 + ",270100 270101\r\n"), "", "2:マイナビセミナーNo.の1つのセルに、数字が2つ以上");
        yield return new("hash marks of a narrow column", Utf8(Header + "########,270100\r\n"), "", "2:HRMOSイベントIDが数字だけ");
        yield return new("a seminar in exponent form", Utf8(Header + E0 + ",2.70100E+05\r\n"), "", "2:マイナビセミナーNo.が指数表記");
        yield return new("a digit too few", Utf8(Header + "223992834112960102,270100\r\n"), "", "2:このIDのイベントはHRMOSにありません");
        yield return new(
            "a known id that really ends in zeros is not suspected",
            Utf8(Header + "2305843009213693952,270100\r\n"),
            "270100=2305843009213693952");
    }

    private static IEnumerable<UploadCase> Relations()
    {
        yield return new(
            "an event that HRMOS does not have", Utf8(Header + "2239928341129609999,270100\r\n"), "", "2:このIDのイベントはHRMOSにありません");
        yield return new("a seminar that MIWS does not have", Utf8(Header + E0 + ",279999\r\n"), "279999=" + E0, "2*:このNo.のセミナーはMIWSで");
        yield return new("one seminar on two events", Utf8(Header + Body + E1 + ",270100\r\n"), "", "4:同じセミナーNo.が2行目で別のイベント");
        yield return new("the same row twice", Utf8(Header + Body + E0 + ",270100\r\n"), Two, "4*:2行目と同じ内容");
        yield return new("a seminar without an event", Utf8(Header + E0 + ",270100\r\n,270101\r\n"), "", "3:HRMOSイベントIDが空欄");
        yield return new("columns swapped", Utf8("270100," + E0 + "\r\n"), "", "1:HRMOSイベントIDとマイナビセミナーNo.の列が逆");
        yield return new(
            "everything wrong at once",
            Utf8(Header + "2.2E+18,A\r\n,270101\r\n9,270102\r\n"),
            "",
            "2:HRMOSイベントIDが指数表記",
            "2:マイナビセミナーNo.が数字だけ",
            "3:HRMOSイベントIDが空欄",
            "4:このIDのイベントはHRMOSにありません");
    }

    private static IEnumerable<UploadCase> NoCsv()
    {
        yield return new("an Excel workbook", Zip("[Content_Types].xml"), "", "0:Excelブック");
        yield return new("an old Excel workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "", "0:Excelブック");
        yield return new("a zip", Zip("mapping.csv"), "", "0:CSVではなく、ZIPファイル");
        yield return new("a PDF", Utf8("%PDF-1.7\n%âãÏÓ"), "", "0:CSVではなく、PDFファイル");
        yield return new("a web page", Utf8("\r\n<!DOCTYPE html><html><body>ログインしてください</body></html>"), "", "0:CSVではなく、HTMLファイル");
        yield return new(
            "a page saved as .xls",
            Utf8("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table></table></html>"),
            "",
            "0:CSVではなく、HTMLファイル");
        yield return new("XML", Utf8("<?xml version=\"1.0\"?><rows/>"), "", "0:CSVではなく、XMLファイル");
        yield return new("a picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A], "", "0:CSVではなく、画像ファイル");
        yield return new("prose", Utf8("お世話になっております。\r\n対応表を送ります。\r\n"), "", "0:対応表に行がありません");
    }

    private static IEnumerable<UploadCase> AboveTheHeader()
    {
        foreach (var (name, above) in (IEnumerable<(string, string)>)
            [
                ("a title with a year", "2027年卒 イベント名対応表\r\n"),
                ("a date", "出力日：2026/04/01\r\n"),
                ("a date in a cell of its own", "出力日,2026/04/01\r\n"),
             ("a date alone", "2026/04/01\r\n"), ("a date without slashes beside a word", "作成日,20260401\r\n"),
             ("a number of rows", "件数,12,,\r\n"), ("a phone number", "採用担当 03-1234-5678\r\n"),
             ("both words in a title", "HRMOSイベントとマイナビセミナーの対応表（2027年卒）,,\r\n"),
             ("both words in two cells", "イベント対応表（2027年卒）,マイナビセミナー分\r\n"),
             ("eight rows", string.Concat(Enumerable.Range(1, 8).Select(number => $"注意{number}：2027年卒のみ\r\n"))),
             ("a title and blank rows", "2027年卒\r\n\r\n,,\r\n\r\n")])
        {
            yield return new($"{name} above the header", Utf8(above + Header + Body), Two);
        }

        yield return new("a title with a year and no header", Utf8("2027年卒 イベント名対応表\r\n出力日：2026/04/01\r\n" + Body), Two);
        yield return new("a header with a year in another column", Utf8("HRMOSイベントID,マイナビセミナーNo.,2027\r\n" + Body), Two);
        yield return new("an event id above the header", Utf8(Body + Header + E0 + ",270102\r\n"), "", "1:見出し（3行目）より上に", "2:見出し（3行目）より上に");
        yield return new(
            "a damaged event id above the header", Utf8("2.23993E+18,270100\r\n" + Header + E0 + ",270102\r\n"), "", "1:見出し（2行目）より上に");
        yield return new(
            "ids in words are no title", Utf8("ID-" + E0 + ",No-270100\r\n" + Body), "", "1:HRMOSイベントIDが数字だけ", "1:マイナビセミナーNo.が数字だけ");
        yield return new(
            "a column twice",
            Utf8("HRMOSイベントID,HRMOSイベントID,マイナビセミナーNo.\r\n" + E0 + "," + E1 + ",270100\r\n"),
            "",
            "1:見出しに、HRMOSイベントIDと読める列が2つ");
        yield return new(
            "two columns of seminars", Utf8("HRMOSイベントID,セミナーNo.,マイナビ番号\r\n" + E0 + ",270100,9\r\n"), "", "1:見出しに、マイナビセミナーNo.と読める列が2つ");
    }

    private static IEnumerable<UploadCase> SeveralInOneCell()
    {
        foreach (var separator in (string[])["、", "・", "/", ";", " ; ", "，", "\n", "\r\n", " と ", "+", "&", "|", "〜", ", No."])
        {
            yield return new(
                $"two seminars and {separator.ReplaceLineEndings("a line break")}",
                Utf8(Header + $"{E0},\"270100{separator}270101\"\r\n"),
                "",
                "2:マイナビセミナーNo.の1つのセルに、数字が2つ以上");
        }

        yield return new(
            "two seminars in quotes of their own",
            Utf8(Header + E0 + ",\"\"\"270100\"\",\"\"270101\"\"\"\r\n"),
            "",
            "2:マイナビセミナーNo.の1つのセルに、数字が2つ以上");
        yield return new("two events", Utf8(Header + $"\"{E0}\n{E1}\",270100\r\n"), "", "2:HRMOSイベントIDの1つのセルに、数字が2つ以上");
        yield return new("a date with a time is a date", Utf8(Header + E0 + ",2027/1/27 10:00\r\n"), "", "2:マイナビセミナーNo.が日付");
        yield return new("a negative exponent is an exponent", Utf8(Header + E0 + ",2.7E-05\r\n"), "", "2:マイナビセミナーNo.が指数表記");
        yield return new("forty-one digits", Utf8(Header + E0 + "," + new string('1', 41) + "\r\n"), "", "2:マイナビセミナーNo.が長すぎます");
        yield return new(
            "a seminar whose zeros Excel took",
            Utf8(Header + E0 + ",280100\r\n"),
            "280100=" + E0,
            "2*:このNo.のセミナーはMIWSで確認できていません。Excelで先頭の0が");
    }

    private static IEnumerable<UploadCase> Quotes()
    {
        yield return new("a quote inside a number", Utf8(Header + E0 + ",270\"100\r\n"), "", "2:マイナビセミナーNo.の1つのセルに");
        yield return new("a number behind its quotes", Utf8(Header + E0 + ",\"270\"100\r\n"), "", "2:引用符");
        yield return new("two quoted numbers in one cell", Utf8(Header + E0 + ",\"270\"\"100\"\r\n"), "", "2:マイナビセミナーNo.の1つのセルに");
        yield return new("an event in two pieces", Utf8(Header + "\"22399283411\"29601024,270100\r\n"), "", "2:引用符");
        yield return new(
            "a word in quotes in a helping column", Utf8("HRMOSイベントID,マイナビセミナーNo.,名前\r\n" + E0 + ",270100,会社\"説明会\"\r\n"), One);
    }

    private static IEnumerable<UploadCase> OtherFiles()
    {
        var csv = Utf8(Header + Body);
        yield return new("gzip", Compressed(csv), "", "0:CSVではなく、圧縮ファイル（gzip）");
        yield return new("7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "", "0:CSVではなく、圧縮ファイル（7z）");
        yield return new("RAR", [.. "Rar!"u8, 0x1A, 7, 1, 0], "", "0:CSVではなく、圧縮ファイル（RAR）");
        yield return new("LZH", [0x22, 0x5A, .. "-lh5-"u8, 1, 2, 3, 0], "", "0:CSVではなく、圧縮ファイル（LZH）");
        yield return new("a Word document", Zip("word/document.xml"), "", "0:CSVではなく、Word文書");
        yield return new(
            "a sheet of LibreOffice",
            [.. "PK\u0003\u0004"u8, .. Encoding.ASCII.GetBytes("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
            "",
            "0:CSVではなく、OpenDocument");
        yield return new("a sheet of Numbers", Zip("Index/Document.iwa"), "", "0:CSVではなく、Numbersのファイル");
        yield return new(
            "a mail of Outlook",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("__substg1.0_0037001F")],
            "",
            "0:CSVではなく、メール");
        yield return new("Excel before 97", [0x09, 0x08, 0x08, 0, 0, 5, 0x10, 0], "", "0:Excelブック");
        yield return new("RTF", Utf8("{\\rtf1\\ansi\\ansicpg932 " + E0 + ",270100}"), "", "0:CSVではなく、リッチテキスト");
        yield return new(
            "a table saved as .xls", Utf8("<table border=1><tr><td>" + E0 + "</td><td>270100</td></tr></table>"), "", "0:CSVではなく、HTMLファイル");
        yield return new(
            "a page in UTF-16",
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<html><body><table></table></body></html>")],
            "",
            "0:CSVではなく、HTMLファイル");
        yield return new(
            "a page behind a comment", Utf8("<!-- saved from url=(0014)about:internet -->\r\n<html></html>"), "", "0:CSVではなく、HTMLファイル");
        yield return new(
            "a page in Shift_JIS", Uploads.Cp932.GetBytes("<HTML><HEAD><TITLE>対応表</TITLE></HEAD></HTML>"), "", "0:CSVではなく、HTMLファイル");
        yield return new(
            "an XML spreadsheet",
            Utf8("<?xml version=\"1.0\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n<Workbook "
                + "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"),
            "",
            "0:CSVではなく、Excelの「XMLスプレッドシート」");
        yield return new("JSON", Utf8("[{\"eventId\":\"" + E0 + "\",\"seminar\":\"270100\"}]"), "", "0:CSVではなく、JSONファイル");
        yield return new(
            "JSON in lines",
            Utf8("{\"e\":\"" + E0 + "\",\"s\":\"270100\"}\n{\"e\":\"" + E1 + "\",\"s\":\"270101\"}\n"),
            "",
            "0:CSVではなく、JSONファイル");
        yield return new("deep JSON", Utf8(new string('[', 50_000)), "", "0:CSVではなく、JSONファイル");
        yield return new("a title in brackets is no JSON", Utf8("[社外秘] 2027年卒,\r\n" + Header + Body), Two);
        yield return new(
            "a mail",
            Utf8("Return-Path: <a@sample.example>\r\nReceived: from mx.sample.example\r\nSubject: =?UTF-8?B?5a++5b+c6KGo?=\r\n\r\n" + E0
                + ",270100\r\n"),
            "",
            "0:CSVではなく、メール");
        yield return new("a title that reads like a mail's header", Utf8("Date: 2026/04/01\r\n" + Header + Body), Two);
        yield return new("a title in angle brackets", Utf8("<A社>,\r\n" + Header + Body), Two);
        yield return new(
            "a page of one file",
            Utf8("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"\r\n\r\n<html></html>"),
            "",
            "0:CSVではなく、Webページのファイル");
        yield return new("UTF-32", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Header + Body)], "", "0:文字コードがUTF-32");
        yield return new("UTF-32 without a mark", Encoding.UTF32.GetBytes(Header + Body), "", "0:文字コードがUTF-32");
        yield return new(
            "UTF-32 big endian", new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetBytes(Header + Body), "", "0:文字コードがUTF-32");
        yield return new("JIS", Encoding.GetEncoding("iso-2022-jp").GetBytes("HRMOSイベントID,マイナビセミナーNo.\r\n" + Body), "", "0:文字コードがJIS");
        yield return new("zeros alone, as a crash leaves them", new byte[5000], "", "0:文字として読み取れないデータ");
        yield return new("a GIF", [.. "GIF89a"u8, 1, 0, 1, 0], "", "0:CSVではなく、画像ファイル");
        yield return new("a photo of an iPhone", [0, 0, 0, 0x18, .. "ftypheic"u8, 0, 0, 0, 0], "", "0:CSVではなく、画像ファイル");
        yield return new("a WebP", [.. "RIFF"u8, 1, 2, 3, 0, .. "WEBPVP8 "u8], "", "0:CSVではなく、画像ファイル");
        yield return new("a shortcut", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0], "", "0:CSVではなく、ショートカット");
        yield return new("a link to a page", Utf8("[InternetShortcut]\r\nURL=https://sample.example/\r\n"), "", "0:CSVではなく、ショートカット");
        yield return new("SYLK", Utf8("ID;PWXL;N;E\r\nC;Y1;X1;K270100\r\n"), "", "0:CSVではなく、SYLK");
        yield return new("a CSV whose first column is called ID", Utf8("ID,No\r\n" + Body), Two);
        yield return new("a character that no normalising takes", Utf8("HRMOSイベントID\uFFFE,マイナビセミナーNo.\uFFFF,\U0010FFFF\r\n" + Body), Two);
    }

    private static byte[] Compressed(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = zip.CreateEntry(entry).Open();
            content.Write("<Types/>"u8);
        }

        return bytes.ToArray();
    }
}

using System.Globalization;

namespace RoboSync.Simulators.People;

/// <summary>
/// Makes believable Japanese applicants, always the same ones for a seed: namesakes, families that share a phone, blanks, rare characters.
/// </summary>
public sealed class PersonGenerator(int seed)
{
    private static readonly (string Kanji, string Kana)[] FamilyNames =
    [
        ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("髙橋", "タカハシ"), ("高橋", "タカハシ"), ("田中", "タナカ"), ("伊藤", "イトウ"), ("渡邉", "ワタナベ"),
        ("渡辺", "ワタナベ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"), ("加藤", "カトウ"), ("吉田", "ヨシダ"), ("山田", "ヤマダ"),
        ("佐々木", "ササキ"), ("山口", "ヤマグチ"), ("松本", "マツモト"), ("井上", "イノウエ"), ("木村", "キムラ"), ("林", "ハヤシ"), ("斎藤", "サイトウ"),
        ("齋藤", "サイトウ"), ("清水", "シミズ"), ("山﨑", "ヤマザキ"), ("森", "モリ"), ("池田", "イケダ"), ("橋本", "ハシモト"), ("阿部", "アベ"),
        ("石川", "イシカワ"), ("中島", "ナカジマ"), ("前田", "マエダ"), ("藤田", "フジタ"), ("小川", "オガワ"), ("後藤", "ゴトウ"), ("岡田", "オカダ"),
        ("長谷川", "ハセガワ"), ("村上", "ムラカミ"), ("近藤", "コンドウ"), ("石井", "イシイ"), ("濱田", "ハマダ"), ("遠藤", "エンドウ"), ("五十嵐", "イガラシ"),
        ("青木", "アオキ"), ("坂本", "サカモト"), ("福田", "フクダ"), ("太田", "オオタ"), ("西村", "ニシムラ"), ("藤井", "フジイ"), ("金子", "カネコ"),
        ("岡本", "オカモト"), ("藤原", "フジワラ"), ("中野", "ナカノ"), ("三浦", "ミウラ"), ("原田", "ハラダ"), ("松田", "マツダ"), ("竹内", "タケウチ"),
        ("小野", "オノ"), ("田村", "タムラ"), ("中山", "ナカヤマ"), ("和田", "ワダ"), ("石田", "イシダ"), ("森田", "モリタ"), ("上田", "ウエダ"),
        ("原", "ハラ"), ("内田", "ウチダ"), ("柴田", "シバタ"), ("酒井", "サカイ"), ("宮崎", "ミヤザキ"), ("横山", "ヨコヤマ"), ("高木", "タカギ"),
        ("安藤", "アンドウ"), ("宮本", "ミヤモト"), ("大野", "オオノ"), ("小島", "コジマ"), ("谷口", "タニグチ"), ("今井", "イマイ"), ("工藤", "クドウ"),
        ("増田", "マスダ"), ("丸山", "マルヤマ"), ("杉山", "スギヤマ"), ("村田", "ムラタ"), ("大塚", "オオツカ"), ("新井", "アライ"), ("小山", "コヤマ"),
        ("平野", "ヒラノ"), ("藤本", "フジモト"), ("河野", "コウノ"), ("上野", "ウエノ"), ("武田", "タケダ"), ("松井", "マツイ"), ("千葉", "チバ"),
        ("岩崎", "イワサキ"),
    ];

    private static readonly (string Kanji, string Kana)[] GivenNames =
    [
        ("太郎", "タロウ"), ("翔太", "ショウタ"), ("大輔", "ダイスケ"), ("健太", "ケンタ"), ("拓也", "タクヤ"), ("蓮", "レン"), ("大翔", "ヒロト"),
        ("陽斗", "ハルト"), ("悠真", "ユウマ"), ("颯", "ソウ"), ("直樹", "ナオキ"), ("和也", "カズヤ"), ("航", "ワタル"), ("海斗", "カイト"), ("涼太", "リョウタ"),
        ("花子", "ハナコ"), ("美咲", "ミサキ"), ("さくら", "サクラ"), ("陽菜", "ヒナ"), ("結衣", "ユイ"), ("葵", "アオイ"), ("凛", "リン"), ("七海", "ナナミ"),
        ("彩花", "アヤカ"), ("真央", "マオ"), ("優奈", "ユウナ"), ("遥", "ハルカ"), ("琴音", "コトネ"), ("千尋", "チヒロ"), ("麻衣", "マイ"), ("詩織", "シオリ"),
        ("誠", "マコト"), ("学", "マナブ"), ("優斗", "ユウト"), ("湊", "ミナト"), ("樹", "イツキ"), ("朝陽", "アサヒ"), ("奏太", "ソウタ"),
        ("陸", "リク"), ("悠人", "ハルト"), ("駿", "シュン"), ("隼人", "ハヤト"), ("亮", "リョウ"), ("俊介", "シュンスケ"), ("雄大", "ユウダイ"),
        ("慎太郎", "シンタロウ"), ("圭吾", "ケイゴ"), ("勇気", "ユウキ"), ("智也", "トモヤ"), ("裕太", "ユウタ"), ("光", "ヒカル"), ("芽衣", "メイ"),
        ("莉子", "リコ"), ("美月", "ミヅキ"), ("心春", "コハル"), ("紬", "ツムギ"), ("桜", "サクラ"), ("明日香", "アスカ"), ("美穂", "ミホ"),
        ("由佳", "ユカ"), ("奈々", "ナナ"), ("茜", "アカネ"), ("楓", "カエデ"), ("梨花", "リカ"), ("玲奈", "レナ"), ("早紀", "サキ"), ("舞", "マイ"),
        ("瞳", "ヒトミ"), ("香織", "カオリ"), ("恵美", "エミ"), ("祐子", "ユウコ"), ("沙耶", "サヤ"), ("真由美", "マユミ"), ("里奈", "リナ"),
        ("千夏", "チナツ"), ("綾", "アヤ"),
    ];

    private static readonly (string City, string Postal)[] Places =
    [
        ("東京都千代田区丸の内", "100-00"), ("東京都世田谷区桜丘", "156-00"), ("神奈川県横浜市港北区日吉", "223-00"), ("埼玉県さいたま市大宮区桜木町", "330-08"),
        ("千葉県千葉市中央区本町", "260-00"), ("愛知県名古屋市中区栄", "460-00"), ("京都府京都市左京区吉田本町", "606-85"), ("大阪府大阪市北区梅田", "530-00"),
        ("兵庫県神戸市中央区三宮町", "650-00"), ("広島県広島市中区基町", "730-00"), ("福岡県福岡市博多区博多駅前", "812-00"), ("北海道札幌市中央区北一条西", "060-00"),
        ("宮城県仙台市青葉区一番町", "980-08"), ("新潟県新潟市中央区古町通", "951-80"), ("沖縄県那覇市泉崎", "900-00"),
    ];

    private static readonly (string Name, string Category)[] Schools =
    [
        ("青空大学", "大学"), ("みなと大学", "大学"), ("東都学園大学", "大学"), ("北星工業大学", "大学"), ("南海大学", "大学"), ("中央みらい大学", "大学"), ("若葉女子大学", "大学"),
        ("青空大学大学院", "大学院"), ("北星工業大学大学院", "大学院"), ("東都短期大学", "短期大学"), ("みらい高等専門学校", "高等専門学校"), ("さくら情報専門学校", "専門学校"),
    ];

    private static readonly (string Faculty, string Department, string Stream)[] Courses =
    [
        ("経済学部", "経済学科", "文系"), ("商学部", "商学科", "文系"), ("法学部", "法律学科", "文系"), ("文学部", "英米文学科", "文系"), ("社会学部", "メディア社会学科", "文系"),
        ("工学部", "機械工学科", "理系"), ("理工学部", "情報科学科", "理系"), ("理学部", "数学科", "理系"), ("農学部", "応用生命科学科", "理系"), ("薬学部", "薬学科", "理系"),
        ("教育学部", "教育学科", "文系"), ("国際学部", "国際コミュニケーション学科", "文系"), ("デザイン学部", "プロダクト・デザイン学科", "その他"),
    ];

    private static readonly string[] Laboratories = ["", "", "マーケティング論ゼミ", "計量経済学ゼミ", "知能情報研究室", "制御工学研究室", "国際法ゼミ", "高分子化学研究室"];
    private static readonly string[] Clubs = ["", "", "テニスサークル", "軽音楽部", "サッカー部", "茶道部", "ボランティアサークル", "写真部", "ＥＳＳ（英語研究会）"];
    private static readonly string[] QualificationSets =
        ["", "", "普通自動車免許（AT限定）", "TOEIC 780点", "日商簿記2級", "基本情報技術者", "TOEIC 865点、日商簿記3級", "＜取得予定＞ITパスポート & 秘書検定2級"];

    private readonly Random random = new(seed);
    private readonly List<Person> made = [];

    /// <summary>The next person.</summary>
    /// <param name="graduationYear">Year of graduation.</param>
    public Person Next(int graduationYear)
    {
        var person = Make(graduationYear);

        // One in forty shares the family's phone with somebody, one in fifty somebody's name.
        if (made.Count > 10 && random.Next(40) == 0)
        {
            person = person with { Phone = Pick(made).Phone };
        }
        else if (made.Count > 10 && random.Next(50) == 0)
        {
            var namesake = Pick(made);
            person = person with { Name = namesake.Name, NameKana = namesake.NameKana };
        }

        made.Add(person);
        return person;
    }

    /// <summary>A mail address nobody has yet.</summary>
    public string NewMail() => string.Create(
        CultureInfo.InvariantCulture,
        $"student{seed % 1000:000}-{random.Next(1, int.MaxValue):x}@example.{(random.Next(2) == 0 ? "jp" : "com")}");

    /// <summary>A phone number that is not given out.</summary>
    public string NewPhone() => string.Create(CultureInfo.InvariantCulture, $"090-0{random.Next(1000):000}-{random.Next(10000):0000}");

    private Person Make(int graduationYear)
    {
        var (family, given) = (Pick(FamilyNames), Pick(GivenNames));
        var (city, postal) = Pick(Places);
        var (school, category) = Pick(Schools);
        var (faculty, department, stream) = Pick(Courses);
        var goesHome = random.Next(3) == 0;
        var (homeCity, homePostal) = Pick(Places);
        return new Person
        {
            Name = $"{family.Kanji}　{given.Kanji}",
            NameKana = $"{family.Kana}　{given.Kana}",
            Mail = NewMail(),
            Phone = NewPhone(),
            PostalCode = $"{postal}{random.Next(10, 100).ToString(CultureInfo.InvariantCulture)}",
            Address = Block(city),
            VacationPostalCode = goesHome ? $"{homePostal}{random.Next(10, 100).ToString(CultureInfo.InvariantCulture)}" : "",
            VacationAddress = goesHome ? Block(homeCity) : "",
            VacationPhone = goesHome ? NewPhone() : "",
            SchoolCategory = category,
            Stream = stream,
            School = school,
            Faculty = faculty,
            Department = department,
            Graduation = new DateOnly(graduationYear, random.Next(20) == 0 ? 9 : 3, 1),
            Laboratory = Pick(Laboratories),
            Club = Pick(Clubs),
            Qualifications = Pick(QualificationSets),
        };
    }

    private string Block(string city) => string.Create(
        CultureInfo.InvariantCulture,
        $"{city}{random.Next(1, 9)}-{random.Next(1, 30)}-{random.Next(1, 20)}"
        + $"{(random.Next(2) == 0 ? $"　サンプルハイツ{random.Next(101, 999)}号室" : "")}");

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}

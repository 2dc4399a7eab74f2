/** Words that carry a feeling, with its strength, and words that turn it round, raise or lower it. */

/** Strength from 1 (mild) to 3; 0 is a phrase that only looks as if it said something. */
const strengths: readonly (readonly [strength: number, phrases: string])[] = [
  [3, "mukemmel*|harika*|muhtesem*|bayild*|super~|sahane*|efsane*|kusursuz*|minnettar*|on_numara"],
  [3, "excellent|amazing|awesome|fantastic|perfect|brilliant|outstanding|wonderful|superb|delighted"],
  [3, "love|loved|loving"],
  [
    2,
    "memnun*|begen*|begenmis*|seviyor*|sevdim|guzel*|basarili*|tebrik*|kaliteli*|kibar*|nazik*|yardimsever*",
  ],
  [2, "guler_yuz*|cozuldu*|cozdu*|halloldu*|hallett*|mutlu*|tavsiye_ed*|helal_olsun|iyi_ki|sevindi*"],
  [2, "sorun*_cozuld*|problem*_cozuld*|sorun*_coz*|cok_ilgili*|ilgilendi*|emeginize_saglik"],
  [2, "great|best|lovely|grateful|happy|pleased|satisfied|helpful|friendly|polite|recommend|impressed"],
  [1, "iyi~|hizli~|duzeldi*|tesekkur*|sagol*|sag_ol*|eyvallah|elinize_saglik|tsk|kolayca"],
  [1, "yardimci_old*|sorun_yok*|sikinti_yok*|problem_yok*"],
  [
    1,
    "good|nice|fast|quick|easy|glad|thank~|thx|cheers|appreciate*|works_now|you_rock|guys_rock|fixed|solved|resolved",
  ],
  [1, "no_problem*|no_worries|well_done|good_job"],
  [0, "iyi_gunler|iyi_aksamlar|iyi_geceler|iyi_calismalar|iyi_haftalar|iyi_bayramlar|guzel_gunler"],
  [
    0,
    "iyi_ol*|iyi_bak|iyi_misin*|iyiyim|not_wait|good_time|guzel_ol*|harika_ol*|super_ol*|memnun_olurum|yardimci_olur*|yardimci_olabilir*",
  ],
  [0, "yanlislikla|simdiden_tesekkur*|super_lig|good_morning|good_afternoon|good_evening|good_day"],
  [0, "be_great|be_nice|be_good|be_happy|be_awesome|be_perfect|great_if|nice_if|love_to|love_it_if"],
  [0, "thanks_in_advance|recommend_me|as_fast_as|please_help"],
  [-1, "sorun~|problem~|sikinti~|hata~|hatali*|yanlis*|bozuk*|bozul*|ariza~|kirik*|gecik*|gec_kal*|yavas*"],
  [
    -1,
    "maalesef|basarisiz*|eksik*|pahali*|kesik*|calis-|gelmedi|gelmiyo*|ulas-|yuklen-|acil-|duzel-|coz-|ilgilen-",
  ],
  [-1, "olmuyo*|yapamiyo*|giremiyo*|alamiyo*|veremiyo*|bulamiyo*|ulasamiyo*|baglanamiyo*|acamiyo*"],
  [-1, "issue~|error~|wrong|broken|failed|fails|late|delayed|slow|faulty|damaged|missing"],
  [
    -1,
    "stolen|stole|lost|not_find|unsuccessful|denied|refused|unfortunately|declined|expensive|overpriced|too_high|too_much|not_working|locked",
  ],
  [-1, "not_work|stopped_working|not_log_in|still_waiting|unable"],
  [
    -2,
    "kotu*|fena*|magdur*|sikayet*|pisman*|uzgun*|uzuldu*|hayal_kirikli*|saygisiz*|ilgisiz*|umursamaz*|yalan*",
  ],
  [
    -2,
    "kandir*|aldat*|oyali*|oyalan*|eziyet*|ayip*|yeter_artik|artik_yeter|yeter_ya|keske_hic|keske_al-|kimse_dinle-|muhatap|sinir_ol*",
  ],
  [
    -2,
    "sinirlen*|fiyasko*|rahatsiz*|sinir_bozucu*|bu_ne_bicim|bu_nasil*|nasil_hizmet|kalitesiz*|mahkeme*|memnuniyetsiz*|kaba|kabaydi*|kabalik*|kabasiniz",
  ],
  [
    -2,
    "begenme*|begenmi*|sev-|yardimci_ol-|tavsiye_et-|tavsiye_etme*|hakem_heyet*|usand*|bezd*|cekilmez*|bekletil*|sorumsuz*|yazik*|kabul_edilemez*|guvenim_kal-|cevap_ver-|donus_yap-|geri_donmedi*|geri_don-|kimse_yok|kimse_bak-|kimse_ilgilen-",
  ],
  [-2, "bad|poor|poorly|angry|annoyed|annoying|disappoint*|complain*|complaint*|frustrat*|upset|rude"],
  [-2, "unhappy|sad|dissatisfied|waste|joke|sick_of|tired_of|ashamed|shame|liar~|lying|never_again"],
  [
    -2,
    "unprofessional|shocking|painful*|worse|worried|mess|unhelpful|nothing_works|not_acceptable|how_dare|embarrassing|no_one_can|no_one_answers|nobody_answers|nobody_ever|nobody_can|nobody_helps|nobody_tells|no_one_tells|no_reply|no_response|ignored|ignoring",
  ],
  [-3, "rezalet*|rezil*|berbat*|igrenc*|felaket*|skandal*|kepaze*|serefsiz*|lanet*|hirsiz*|bikt*"],
  [
    -3,
    "daha_kotu_ol*|dolandir*|nefret*|yaziklar_olsun|sacmalik*|isyan*|amk|aq|salak*|aptal*|gerizekali*|korkunc*",
  ],
  [-3, "terrible|horrible|awful|worst|disgusting|ridiculous|unacceptable|scam|scammers|furious|hate"],
  [-3, "outrageous|pathetic|useless|fed_up|disgrace*|appalling|crap|shit|wtf|nightmare|thieves|hopeless"],
];

/** Changes the strength of feeling words near it. */
export interface Modifier {
  readonly factor: number;
  /** Where those words stand, and how many words away at most. */
  readonly side: "before" | "after";
  readonly reach: number;
  /** Only these are changed, where given: good words, or mild ones for trouble (`no delay`, not `no disgrace`). */
  readonly of?: "good" | "mild";
}

/** What is denied means less than its opposite: "not bad" is no praise. */
const turnedRound = -0.75;

export const sentimentPhrases = strengths.map(([strength, phrases]) => [phrases, strength] as const);

export const modifierPhrases: readonly (readonly [phrases: string, modifier: Modifier])[] = [
  ["degil*", { factor: turnedRound, side: "before", reach: 3 }],
  ["yok|yoktu*|yokmus*", { factor: turnedRound, side: "before", reach: 1 }],
  ["ol-|kal-|yasa-|cik-", { factor: turnedRound, side: "before", reach: 2, of: "mild" }],
  ["ol-|kal-|et-|bul-|ver-|goster-|yap-|sun-", { factor: turnedRound, side: "before", reach: 2, of: "good" }],
  ["without", { factor: turnedRound, side: "after", reach: 2, of: "mild" }],
  ["not|never|hardly|neither|nor", { factor: turnedRound, side: "after", reach: 3 }],
  ["no", { factor: turnedRound, side: "after", reach: 1 }],
  [
    "cok|asiri|gercekten|cidden|son_derece|acayip|hic|asla|resmen|tamamen|very|so|really|extremely|absolutely|totally|completely|such",
    { factor: 1.4, side: "after", reach: 2 },
  ],
  ["biraz|az|pek|slightly|bit|little|somewhat|fairly", { factor: 0.6, side: "after", reach: 2 }],
];

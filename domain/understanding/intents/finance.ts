/** Intents of banks and insurers, and of everybody who takes money. */
import { grievance, type IntentRule, trouble, wish } from "./intent-rule.ts";
import { account, apply, ask, cancel, card, close, fails, notWorking, openUp } from "./words.ts";

const dealing = `${card}|${account}|para~|islem~|harcama~|money|transaction~|payment~|charge~|fee~`;
const loan =
  "kredisi~|kredi_cek*|kredi_al*|kredi_kullan*|kredi_basvur*|kredi_istiyor*|kredi_faiz*|krediye|krediyi|kredim|kredileri*|loan~|mortgage";
const pay = "odeme~|oduyor*|oderken|odey*|odenm*|payment~|pay|paying|checkout";
const purse = `${card}|cuzdan~|wallet|purse|handbag`;

export const financeIntents: readonly IntentRule[] = [
  trouble(
    "card-lost",
    `${purse} kaybett*|kaybol*|kayip|calindi*|calinmis*|caldird*|dusurd*|bulamiyor*|bulamad*`,
    "cuzdan~|kartimi|kartlarimi unutt*|unutmus*",
    `${purse} lost|stolen|stole|misplaced|not_find|missing|nicked|robbed|dropped|i_left|freeze`,
  ),
  grievance(
    "unauthorised-transaction",
    `${dealing} bilgim_disinda|haberim_olmadan|iznim_olmadan|onayim_olmadan|izinsiz|bana_ait_degil|ben_yapmad*|tanimadigim|bilmedigim`,
    `${dealing} without_my_permission|without_my_knowledge|not_recogni*|not_make|never_made|not_authori*|not_me|not_mine`,
    `${dealing} dolandir*|unauthori*|fraud*|scammed|hacked`,
  ),
  grievance(
    "payment-problem",
    "iki_ke*|iki_defa|2_ke*|2_defa|cift|mukerrer|fazladan cekil*|cekmis*|cekti*|tahsil*|odeme~",
    "charged|debited|billed|taken|took|paid twice|two_times",
    "double_charged|charged_double",
  ),
  trouble("payment-problem", `${pay} ${fails}`, "odeyemiyor*|odeme_yap-"),
  wish("card-limit", `limit~ artir*|arttir*|yukselt*|cik*|dusur*|increase|raise|lower|higher|${card}`),
  trouble(
    "card-problem",
    `${card} ${notWorking}|gec-|oku-|kabul_et-|onay_ver-|onaylan-|yutul*|yuttu*|yutt*|geri_ver-|bloke*|kilitl*|reddedil*|bozul*|bozuk`,
    `${card} declin*|rejected|refused|swallowed|ate|kept|blocked|expired`,
    `contactless|temassiz* gec-|${notWorking}`,
  ),
  wish(
    "card-application",
    `${card} ${apply}|cikart*|cikarmak|cikarabil*`,
    "yeni_kart~|yeni_bir_kart~|yeni_bi_kart~|ek_kart~|sanal_kart~|kart_daha almak|alabil*|istiyor*|lazim",
    "get|want|need|order|request new_card|another_card|prepaid_card|virtual_card|new_debit_card|new_credit_card",
    "kredi_karti_almak|kredi_karti_alabil*|kredi_karti_istiyor*|kart_almak|kart_istiyor*|kart_alabil*",
    "get a_credit_card|a_debit_card|your_credit_cards",
  ),
  wish(
    "loan-application",
    `${loan} basvur*|cekmek|cekebil*|almak|alabil*|istiyor*|faiz*|hesapla*|taksit*|sart*|yeterli`,
    `${loan} ${apply}|want|need|get|rate~|interest`,
    "borrow want|need|like|looking|can_i",
  ),
  wish("account-opening", `${account} ${openUp}`),
  wish("account-closing", `${account} ${cancel}|${close}`),
  trouble(
    "money-transfer",
    `havale~|eft|transfer~ ${fails}|gelmedi*|gitmedi|ulas-|not_arrived|missing`,
    "sent_money|transferred never|not_arriv*|not_receiv*",
  ),
  wish(
    "money-transfer",
    "havale~|eft|para_gonder*|para_transfer*|para_yolla*|para_aktar*",
    "bank_transfer|wire_transfer|money_transfer|transfer_money|send_money|wire_money",
  ),
  wish(
    "balance-question",
    `bakiye~|balance ${ask}|${account}`,
    `borcum*|borcumu* ${ask}`,
    `${account} para~|money ne_kadar|kac|kalan|kaldi|left|how_much`,
    "how_much do_i_owe|i_owe",
  ),
];

/** Intents of every company and of public bodies. */
import { courtesy, grievance, type IntentRule, trouble, wish } from "./intent-rule.ts";
import { account, change, notWorking } from "./words.ts";

const message = "sms|mesaj~|reklam~|e_posta~|mail~|text~|emails|messages";
const password = "sifre~|parola~|password|pin|pin_kod*";
const talk = "bagla*|baglan*|gorus*|konus*|aktar*|speak|talk|chat|connect|transfer|contact|put_me_through";

export const everywhereIntents: readonly IntentRule[] = [
  wish(
    "personal-data",
    "kvkk*|kisisel_veri*|kisisel_bilgi*|gdpr|personal_data|hold_about_me|have_about_me|know_about_me",
    "verilerim*|bilgilerim*|data silin*|sil|silmek|silme|delete|erase",
  ),
  wish(
    "opt-out",
    `${message} istemiyor*|gondermeyin*|gonderme_artik|atmayin*|atma_artik|stop`,
    "not_send|no_more texts|emails|messages|calls|marketing",
    "listenizden|listeden|mailing_list cikar*|sil*|take_me|remove|off",
    "unsubscribe|opt_out|stop_texting|stop_calling|stop_emailing|beni_aramayin|remove_me",
  ),
  trouble(
    "password-reset",
    `${password} ${notWorking}|kabul_et-|gelmedi*|gelmiyor*|yanlis|never|not_com*|not_arriv*|not_receiv*|wrong`,
    `${account}|uygulama~|site~|sistem~|internet_sube* gir-|giris_yap-|kilitlen*|locked|log_in|login`,
    "sms_kod*|dogrulama_kod* gelmedi*|gelmiyor*",
    "giris_yap-|not_access|not_get_into|not_get_in|not_log_in|not_login|unable_to_log_in|not_sign_in|locked_out",
  ),
  wish(
    "password-reset",
    `${password} unut*|hatirla-|sifirla*|yenile*|degis*|nasil|yeni|forgot|forgotten|remember|reset|change|lost|expired`,
  ),
  wish("appointment", "randevu~|appointment~"),
  wish("address-change", `adres~|address ${change}|yeni|new|moved|tasin*`),
  wish(
    "application-status",
    "basvuru~|application durum*|onaylan*|sonuc*|ne_oldu|ne_asamada|status|approved|rejected|progress",
    "applied|basvurdum|basvurmustum weeks_ago|days_ago|heard|haber*|cevap*|yanit*|sonuc*|status",
  ),
  wish(
    "document-request",
    "ekstre~|dekont~|dokum~|dokumu|ikametgah~|borcu_yoktur|hesap_ozet*|bank_statement|account_statement|proof_of|letter_confirming|confirmation_letter",
    "certificate|letter need|send|get|want|request",
    "belge~ almak|alabil*|gonder*|lazim",
    "belge_istiyor*|belgesi_istiyor*|belgesini_istiyor*",
  ),
  wish(
    "human-agent",
    `temsilci~|operator~|yetkili~|insanla|insana|bir_insan*|gercek_kisi*|canli_biri*|biriyle|birisiyle|human|agent|representative|real_person|someone|somebody|person|operator|advisor|adviser|manager|supervisor ${talk}`,
    "temsilci~|yetkili~|human|representative|real_person|an_agent|live_agent istiyor*|ariyorum|please|pls|plz|want|need",
    "musteri_hizmet*|customer_support|customer_service ulas*|bagla*|gorus*|yonlendir*|contact|speak|talk|reach",
    "musteri_temsilcisi~|canli_destek~|real_human|actual_human|agent_please|agent_pls",
  ),
  grievance("complaint-general", "sikayet*|complaint~|complain|hakem_heyet*|mahkeme*"),
];

export const courtesies: readonly IntentRule[] = [
  courtesy(
    "thanks",
    "tesekkur*|sagol*|sag_ol*|eyvallah|tsk|tskler|elinize_saglik|emeginize_saglik|allah_razi*|yardimci_oldu*|thanks|thank_you|thx|ty|cheers|appreciate*",
  ),
  courtesy(
    "greeting",
    "merhaba*|selam*|slm|mrb|gunaydin|iyi_gunler|iyi_aksamlar|iyi_geceler|hayirli_gunler|aleykum*|nasilsin*|naber|nbr|ne_haber|ne_var_ne_yok|hello|hi|hey|good_morning|good_afternoon|good_evening",
  ),
];

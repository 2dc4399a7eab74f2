/** Words that several intents share, as `phrase-book.ts` writes them. */

export const card = "kart~|card~";
export const invoice = "fatura~|invoice~|bill~";
/** What was bought. */
export const order = "siparis~|order~|urunum~";
/** What is on its way. */
export const parcel =
  "kargo~|paketim*|koli~|gonderi~|gonderim*|package|parcel|delivery|shipment|teslimat~|kurye~|courier";
/** Not `internetten` and `internette`: through it, not of it. */
export const internet = "internet|internetim*|interneti|internetiniz*|internetin";
export const account = "hesap~|account~";
export const connection = `${internet}|wifi|wi_fi|baglanti~|broadband|fiber|fibre|connection|modem~|net|hat|video~|oyun*`;

export const cancel = "iptal*|vazgec*|feshet*|fesih|sonlandir*|cancel*|terminate";
export const close =
  "kapatin*|kapatmak|kapattir*|kapatabil*|kapatilsin|kapatilmasi*|close|closing|end_my|end_this|to_end";
export const change = "degis*|guncelle*|chang*|updat*|switch|correct";
export const apply = "basvur*|apply|applying|applied|application|eligible|qualify";
/** `ac*` alone would be `acil`, `acaba` and `aci` as well. */
export const openUp =
  "acmak*|acmam|acabil*|acacag*|acicam|acilis*|aciliyor*|acilir*|acilabil*|actir*|acar_mi*|open|opening|baglat*|baslat*";
export const ask = "nedir|ne_kadar|kac|ogren*|sorgula*|goster*|bilgi*|var_mi|what~|how|how_much|check|show";
export const late =
  "hala|gelmedi*|gelmiyor*|gelmemis|gelmez|ulas-|gecik*|gec_kal*|bekletil*|bekliyorum|kargola-|hazirlaniyor|never_arrived|never_came|never_got|never_received|not_arriv*|not_been|not_com*|not_receiv*|not_get|not_got|not_ship*|not_here|still_not|still_nothing|late|delayed|waiting|overdue";
export const notWorking = "calis-|not_working|not_work|stopped_working";
export const fails = `${notWorking}|hata~|basarisiz*|takil*|gec-|yap-|gercekles-|tamamla-|onayla-|reddedil*|error~|fail*|declin*|rejected|pending|unable|not_pay|not_mak*|not_complet*|not_process*|not_accept*|not_go|not_going|not_gone`;
export const damaged =
  "kirik*|bozuk*|bozul*|kusurlu|hasarli|defolu|ezik|ezil*|yirtik|yirtil*|kiril*|catlak|sahte|broken|damaged|faulty|defective|cracked|torn|scratched|fake";
export const idle = `${notWorking}|ses_ver-|ses_gel-|acil-|sarj_ol-|came_off|fell_off|fell_apart`;
export const wrong =
  "yanlis*|hatali|fazla*|artmis|katlan*|ucuk|nasil_olur|yuksek*|fahis|kabarik|itiraz*|katina|katin|pahali*|yansit*|eklen*|usulsuz|ait_degil|aciklama*|neden_bu*|niye_bu*|nicin_bu*|wrong|incorrect|high|higher|gone_up|went_up|jumped|dispute|mistake|double|doubled|overcharged|too_much|so_much|so_high|not_be_right|not_right|extra|not_understand";

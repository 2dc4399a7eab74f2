/** Intents of what is supplied by the month: telephone, internet, electricity, gas and water. */
import { grievance, type IntentRule, trouble, wish } from "./intent-rule.ts";
import {
  cancel,
  change,
  close,
  connection,
  damaged,
  idle,
  internet,
  invoice,
  openUp,
  wrong,
} from "./words.ts";

const subscription =
  "abonelik~|uyelik~|hattim*|hattin*|internetim*|taahhut*|taahhud*|sozlesme~|subscription|membership|contract|line|plan|broadband";
const utility = `${internet}|electricity|gas|water|broadband|fibre|fiber`;
const supply = `elektrik~|dogalgaz~|gaz|hat|${utility}|power`;
const number = "numara~|hattim*|number";
const device = `modem~|lamba~|boru~|borusu~|televizyon~|yayin~|asansor~|kombi~|cihaz~|router|modem|light|pipe|tv|lift|elevator|boiler|${internet}|wifi`;
/** Folded, `su` (water) is also `şu` (that): never alone. */
const supplied = `elektrik~|sular*|dogalgaz~|gaz|${internet}|sebeke~|hatlar*`;

export const subscriptionIntents: readonly IntentRule[] = [
  grievance(
    "invoice-dispute",
    `${invoice} ${wrong}`,
    "billed_me|charged_me|you_billed|you_charged|i_was_billed never|wrong|not_order*|for_something|too_much",
    "overcharged|charged_extra|extra_charge|extra_fee|hidden_fee|hidden_fees",
  ),
  wish(
    "number-porting",
    `${number} tasi*`,
    "numaram_ayni|ayni_numara*|numarami_koru*|numara_gecis*",
    "my_number|old_number|phone_number port|porting|keep|transfer|move|bring|take_with",
    "port_my|porting",
  ),
  wish(
    "roaming",
    "roaming|phone_work_in|sim_work_in|data_work_in|data_work_there|yurtdisi_paket*|yurt_disi_paket*|work_abroad",
    "yurt_disi*|yurtdisi*|almanya*|fransa*|hollanda*|ingiltere*|yunanistan*|italya*|amerika*|avrupa* hat|hatt*|paket~|kullan*|internet~|konus*|arama*|telefon~",
    "abroad|overseas|travelling|traveling|holiday|work_there phone|line|sim|data|number|minutes",
  ),
  wish(
    "outage",
    `${supplied} kesik*|kesinti~ mi|planli*|olacak*`,
    "su_kesinti~|su_kesik mi|planli*|olacak*",
    "planned|scheduled power_cut|outage",
  ),
  trouble(
    "outage",
    `${supplied} kesik*|kesildi*|kesiliyor*|kesinti~|kesilmis|gitti|gidip|koptu|yok|gelmiyor*|gelmedi*|cek-`,
    "su_kesinti*|su_kesik|su_kesil*|su_yok|su_gelmiyor*|su_ak-|sular_ak-|su_ne_zaman",
    "telefon~ cek-|sebeke_yok",
    "no_power|no_water|no_electricity|no_internet|no_signal|no_gas|no_service|without_power|without_water|without_electricity|without_internet",
    "power_cut|power_cuts|power_outage|blackout|outage~",
    `${utility}|power|wifi|network down|died|offline|cuts_out|cut_off|went_off|went_out|is_off|is_out|has_gone`,
  ),
  grievance(
    "internet-speed",
    `${connection}|hiz~|mbps|speed~ yavas*|dusuk*|dusuyor*|kopuyor*|surun*|ping|slow|slower|slowly|terrible|awful|drops|dropping|buffering`,
    "paying|oduyor* mb|mbps|mbit|100mb|50mb",
  ),
  wish("internet-speed", "hiz_test*|internet_hiz*|internetimin_hiz*|speed_test|internet_speed|wifi_speed"),
  trouble(
    "fault-report",
    "ariza~|report_a_fault|report_fault|gas_leak|gaz_kokusu|gaz_kacag*|pothole~",
    "yol~|yolda|kaldirim~|sokak~|cadde~ cukur*|coktu|patla*|bozuk",
    `${device} ${damaged}|${idle}|yan-|patla*|donuyor|sizinti*|sizdir*|akit*|kirmizi|leak*|burst|restarting|frozen|freezing|blinking|flashing|nothing_works|stuck`,
  ),
  grievance("meter-reading", "sayac~|meter yanlis*|hatali|wrong|incorrectly oku*|read|reading"),
  wish(
    "meter-reading",
    "sayac~|meter oku*|deger*|endeks~|read|reading~",
    "endeks~|my_reading_is|meter_reading|meter_readings",
  ),
  wish(
    "tariff-change",
    `tarife~|paket~|plan|tariff|package ${change}|gecmek|gecis|gecebil*|yukselt*|dusurmek|move_to|upgrade|downgrade|cheaper|ucuz|uygun`,
  ),
  wish("cancel-subscription", `${subscription} ${cancel}|${close}|cikmak|ayrilmak|bitir*|stop_my|get_out`),
  wish(
    "subscription-opening",
    `${supply}|abonelik~ ${openUp}|ustume_al*|uzerime_al*|devral*`,
    "abonelik~ gerek*|lazim|nasil|yeni|belge~",
    `${utility} connected|install|installed|set_up|sign_up`,
    "get|have|want fibre|fiber|broadband at_home|my_home|my_house|my_flat",
    "new_connection|new_phone_line",
  ),
  wish(
    "invoice",
    "fatura~|invoice~|my_bill|a_bill|month_bill|last_bill|bill_due|phone_bill|electricity_bill|gas_bill|water_bill",
  ),
];

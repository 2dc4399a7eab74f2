/** Intents of shops, on the street and on the net. */
import { grievance, type IntentRule, wish } from "./intent-rule.ts";
import { cancel, card, damaged, idle, late, order, parcel } from "./words.ts";

const goods =
  "urun~|gelen|geldi|cikti|cikan|gonderdi*|gondermis*|ekran~|telefon~|cihaz~|kulaklik~|makine~|ayakkabi~|elbise~|item~|product~|screen|battery|zip|zipper";
const clothes = "ayakkabi~|elbise~|pantolon~|gomlek~|mont~|beden~|shoes|dress|shirt|jacket";
const shop = "sube~|magaza~|bayi~|market~|branch|store|shop|office";
const trackable = "takip*|durum*|guncel*|gelisme*|haber*|ne_oldu|track|tracking|status|update~|news|eta";

export const retailIntents: readonly IntentRule[] = [
  grievance(
    "refund",
    "para~|ucret~|tutar~|iade~ yat-|yatirilmadi*|iade_et-|alamadim",
    "refund|refunded|money_back never|nothing|not_receiv*|not_got|not_seen|missing|not_show*|still",
  ),
  wish(
    "refund",
    "para~|ucret~|tutar~ iade~",
    "iade~ yat*|hesab*|ne_zaman",
    "param*|ucretimi geri_al*|geri_istiyor*",
    "geri_odeme*|refund~|refunded|reimburse*",
    "money back",
  ),
  grievance(
    "delivery-problem",
    `${order}|${parcel} ${late}|kayip|kaybol*|hasarli|eksik*|yanlis_adres*|cik-|lost|missing|wrong_address`,
    "urun~ gelmedi*|gelmiyor*|gelmemis|ulas-",
    "teslim_edil*|delivered yanlis*|hicbir_sey*|gelmedi*|gelmemis|al-|wrong_address|got_nothing|nothing|not_receiv*",
    "kurye~|kargocu* komsu*|haber_ver-|baskasina",
    "kurye~|courier|driver gelmeden|calmadan|caldi|donmus|kaba*|saygisiz*|rude|left",
    `${card} not_arriv*|not_receiv*|been_delivered|waiting|gelmedi*|gelmiyor*|ulas-`,
    "never_arrived|not_arrived|never_turned_up|not_turn*_up|not_been_delivered",
  ),
  wish(
    "cancel-order",
    `${order} ${cancel}|yanlislikla|durdur*|istemiyor*|not_want`,
    "ordered_by_mistake|ordered_by_accident",
  ),
  grievance(
    "product-defect",
    `${goods} ${damaged}|${idle}|eksik|yanlis_urun*|yanlis_beden*|yanlis_renk*`,
    "yanlis_urun* geldi|gonder*",
    `arrived|came|received|sent_me|out_of_the_box ${damaged}`,
    "received|sent_me|delivered the_wrong|a_wrong",
    "wrong_item|wrong_product|wrong_size_arrived",
  ),
  wish(
    "order-status",
    `${order}|${parcel} nerede*|nerde*|ne_zaman|kargoya*|yola_cik*|yolda|cikti_mi|cikar_mi|ulasir|gelir|gelecek|hazir_mi|${trackable}`,
    `${order}|${parcel} where_is|wheres|where_my|where_the|where_are|shipped|dispatched|when_will|when_is|when_does|know_when|coming|expected|how_long|what_day|arrive~|leave~`,
    `${card} when_will|where_is|track|tracking|ne_zaman_gel*`,
    "delivered when_will|what_day|what_time|how_soon",
    "tracking_number|tracking_code|takip_no|takip_numara*|track_my",
  ),
  wish(
    "return",
    `iade~|degisim~ urun~|aldigim|kod~|nasil|etmek|istiyor*|edebil*|ediyor*|sart*|sure*|${clothes}`,
    `degistirmek|degistirebil* urun~|kucuk|buyuk|${clothes}`,
    "degisim_yap*|geri_gondermek|geri_gonderebil*|kucuk_geldi|buyuk_geldi|dar_geldi|bol_geldi|uymadi|olmadi_beden*",
    "return_this|return_these|return_it|return_my|return_the|return_an want|like|need|can_i|how_do|how_to|please",
    "return_policy|return_label|exchange_it|exchange_my|exchange_this|exchange_these|swap_it|swap_this|swap_my|swap_these|send_it_back|send_this_back|send_them_back|not_fit",
  ),
  wish(
    "stock-question",
    "stok~|stog* var|ne_zaman|gir*|gel*|gorun-|mi|mu|kaldi*",
    `${clothes}|renk~ var_mi|mevcut_mu|kaldi_mi`,
    "available in_size|in_black|in_white|colour|color|in_store|shop",
    "urun~|numara mevcut_mu|kaldi_mi",
    "in_stock|out_of_stock|sold_out|stoklarda|restock*|tukendi|tukenmis",
  ),
  wish(
    "store-hours",
    `${shop} acik|aciksin*|kapali|kaca_kadar|kacta|saat*|open|close|closed|hours`,
    "calisma_saat*|acilis_saat*|kapanis_saat*|acik_misiniz|kacta_aciliyor*|kacta_kapan*",
    "opening_hours|opening_times|are_you_open|what_time_do_you|when_do_you_open|when_do_you_close",
  ),
  wish(
    "campaign-question",
    "kampanya~|indirim~|promosyon~|kupon~|hediye_cek*|discount~|promo|promotion~|coupon~|voucher~|campaign|black_friday|special_offer|special_offers|any_deals|any_offers|current_offers",
  ),
  wish(
    "price-question",
    "fiyat~|kac_lira|kac_tl|kac_para|kaca_geliyor|kaca_gelir|kaca_olur|ne_kadar_tutar|price~|pricing",
    "ne_kadar aylik|ucret~|urun~|tarife~|bunun|tane*|kilo*|komisyon*",
    "how_much_is|how_much_are|how_much_does|how_much_for|how_much_would|how_much_will|does_it_cost|would_it_cost",
  ),
];

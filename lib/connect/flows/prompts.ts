/** All that our flows say, in the two languages they say it in. */

export const languages = ["tr", "en"] as const;
export type Language = (typeof languages)[number];
export type Prompt = Readonly<Record<Language, string>>;

export const prompts = {
  welcome: {
    tr: "Bizi aradığınız için teşekkür ederiz.",
    en: "Thank you for calling.",
  },
  callbackOffer: {
    tr: "Beklemek yerine sizi geri aramamızı isterseniz 1'e basın. Beklemek isterseniz hattan ayrılmayın.",
    en: "If you would rather have us call you back, press 1. To keep waiting, please stay on the line.",
  },
  callbackOfferWhenFull: {
    tr: "Şu anda bütün hatlarımız dolu. Sizi geri aramamızı isterseniz 1'e basın.",
    en: "All our lines are busy at the moment. If you would like us to call you back, press 1.",
  },
  callbackPromise: {
    tr: "Teşekkür ederiz. Müsait olan ilk temsilcimiz sizi bu numaradan geri arayacak. İyi günler dileriz.",
    en: "Thank you. The next free agent will call you back on this number. Goodbye.",
  },
  callbackImpossible: {
    tr: "Ne yazık ki bu numarayı geri arayamıyoruz. Lütfen hattan ayrılmayın.",
    en: "Unfortunately we cannot call this number back. Please stay on the line.",
  },
  callback: {
    tr: "Merhaba, geri aranma isteğiniz üzerine arıyoruz. Sizi şimdi temsilcimize bağlıyoruz.",
    en: "Hello, you asked us to call you back. We are connecting you to an agent now.",
  },
  call: {
    tr: "Merhaba, bizimle yazışmanız üzerine arıyoruz. Sizi şimdi temsilcimize bağlıyoruz.",
    en: "Hello, we are calling about your conversation with us. We are connecting you to our agent now.",
  },
  pleaseHold: {
    tr: "Lütfen hattan ayrılmayın. Müsait olan ilk temsilcimiz size yardımcı olacak.",
    en: "Please stay on the line. The next free agent will help you.",
  },
  thanksForWaiting: {
    tr: "Beklediğiniz için teşekkür ederiz. Sıranız korunuyor.",
    en: "Thank you for waiting. You are keeping your place in line.",
  },
  agentWillWrite: {
    tr: "Mesajınızı aldık. Bir temsilcimiz en kısa sürede size yazacak.",
    en: "We have received your message. An agent will write to you as soon as possible.",
  },
  apology: {
    tr: "Üzgünüz, şu anda sizi bir temsilcimize bağlayamıyoruz. Lütfen daha sonra yeniden deneyin.",
    en: "We are sorry, we cannot connect you to an agent at the moment. Please try again later.",
  },
  rating: {
    tr: "Hizmetimizden ne kadar memnun kaldınız? Lütfen 1 ile 5 arasında bir sayı girin. 1, hiç memnun kalmadım; 5, çok memnun kaldım demektir.",
    en: "How satisfied were you with our service? Please enter a number from 1 to 5. 1 means not at all, 5 means very satisfied.",
  },
  ratingOnceMore: {
    tr: "Yanıtınızı anlayamadık. Lütfen 1 ile 5 arasında bir sayı girin.",
    en: "We did not get your answer. Please enter a number from 1 to 5.",
  },
  thanks: {
    tr: "Zaman ayırdığınız için teşekkür ederiz. İyi günler dileriz.",
    en: "Thank you for your time. Goodbye.",
  },
} as const satisfies Record<string, Prompt>;

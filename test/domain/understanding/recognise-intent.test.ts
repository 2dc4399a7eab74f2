import { describe, expect, it } from "vitest";
import { foldText } from "../../../domain/understanding/fold-text.ts";
import { readWords } from "../../../domain/understanding/read-words.ts";
import { recogniseIntent } from "../../../domain/understanding/recognise-intent.ts";

const intentOf = (text: string) => recogniseIntent(readWords(foldText(text)))?.intent;

describe("an intent", () => {
  it.each([
    "Kartal'da oturuyorum, kartvizitim var",
    "Durum nedir?",
    "Hatta dün de konuşmuştuk",
    "Şu ana kadar her şey yolunda",
    "SMS gönderme ücreti yazmıyor",
    "Açıklamanız için sağ olun demeyeceğim, mağazanız güzel",
    "Size borcum mu var",
    "Formu doldurdum, filmi izledim",
    "in order to proceed here is my name",
    "returning your call from this morning",
    "What exchange rates do you offer?",
    "Where can I order a pizza around here",
    "He is the power behind the throne",
    "the bill was passed in parliament",
    "My account manager is Tom",
    "we are out of office, the water is warm",
    "I got promoted last week",
  ])("is not seen in: %s", (text) => {
    expect(["thanks", undefined]).toContain(intentOf(text));
  });

  it.each([
    ["kartım çalışmıyor", "card-problem"],
    ["KARTLARIM ÇALINDI", "card-lost"],
    ["Kredi kartı başvurum", "card-application"],
    ["internetten aldığım ürün gelmedi", "delivery-problem"],
    ["şu ana kadar kargom gelmedi", "delivery-problem"],
    ["internetten aldığım telefon bozuk çıktı", "product-defect"],
    ["kart şifremi unuttum", "password-reset"],
    ["kredi kartı başvurum ne durumda", "application-status"],
    ["Ürün bozuk geldi, iade etmek istiyorum", "product-defect"],
    ["yeni kartım gelmedi, bilgi istiyorum", "delivery-problem"],
    ["Teşekkürler, siparişim nerede", "order-status"],
    ["my internet is not working", "fault-report"],
    ["I don't recognise this charge", "unauthorised-transaction"],
    ["RET", "opt-out"],
    ["stop", "opt-out"],
    ["stop texting me", "opt-out"],
    ["no more messages", "opt-out"],
    ["mesaj atmayın", "opt-out"],
    ["beni aramayın", "opt-out"],
    ["don't stop the order", undefined],
  ])("of %s is %s", (text, intent) => {
    expect(intentOf(text)).toBe(intent);
  });

  it("is what is said most exactly, even where trouble is mentioned", () => {
    expect(intentOf("arıza yok ama tarifemi değiştirmek istiyorum")).toBe("tariff-change");
    expect(recogniseIntent(readWords("sular kesik"))?.isTrouble).toBe(true);
    expect(recogniseIntent(readWords("sular kesik mi"))?.isTrouble).toBe(false);
  });

  it("is not read across sentences, or far apart", () => {
    expect(intentOf("Kartım yeni geldi. Asansör burada. Bakiyem çalışmıyor olamaz")).not.toBe("card-problem");
    expect(intentOf("kart bir iki üç dört beş altı yedi sekiz çalışmıyor")).toBeUndefined();
  });

  it("is a keyword only where nothing else is written", () => {
    expect(intentOf("stop it")).toBeUndefined();
  });
});

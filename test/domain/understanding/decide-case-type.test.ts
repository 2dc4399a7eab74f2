import { describe, expect, it } from "vitest";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";

describe("the case type", () => {
  it.each([
    ["Kartım çalışmıyor", "request"],
    ["Kartım üç gündür çalışmıyor, rezil oldum", "complaint"],
    ["Kargom hâlâ gelmedi", "complaint"],
    ["Uygulamaya karanlık mod eklerseniz çok iyi olur", "suggestion"],
    ["Keşke hafta sonu da açık olsanız", "suggestion"],
    ["Keşke hiç almasaydım, berbat bir ürün", "complaint"],
    ["Önerim: rezalet personelinizi değiştirin", "complaint"],
    ["Hangi modeli önerirsiniz", "request"],
    ["can you help me", "request"],
    ["is my parcel here", "request"],
    ["İş yerindeyim", "other"],
    ["Can Yılmaz ben", "other"],
    ["Nasılsınız?", "other"],
    ["Teşekkürler", "other"],
    ["You should be ashamed, this is pathetic", "complaint"],
    ["You should add dark mode", "suggestion"],
  ])("of %s is %s", (text, caseType) => {
    expect(understandByRules(text).caseType).toBe(caseType);
  });

  it("of a proposal leaves the intent open: nothing is to be done about what it is about", () => {
    const { caseType, intent } = understandByRules("Önerim faturaları WhatsApp'tan da göndermeniz");
    expect([caseType, intent]).toEqual(["suggestion", undefined]);
  });
});

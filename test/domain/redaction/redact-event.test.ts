import { describe, expect, it } from "vitest";
import { redactAttributes } from "../../../domain/redaction/redact-event.ts";

/** All of them have the check digit of a card, or of a national id. */
const order = "4222222222222";
const card = "4242424242424242";
const nationalId = "10000000146";

describe("redacting attributes", () => {
  it("leaves the numbers of a shop and a CRM as they are", () => {
    const ids = { orderId: order, objectId: "10000000147", items: [{ productId: Number(order) }] };
    expect(redactAttributes(ids)).toEqual(ids);
  });

  it("masks the same numbers under any other name, and a card under theirs", () => {
    const masked = { note: order, orderId: card, orderid: order, nationalId, objectId: nationalId };
    expect(redactAttributes(masked)).toEqual({
      note: "*********2222",
      orderId: "************4242",
      orderid: "*********2222",
      nationalId: "***********",
      objectId: "***********",
    });
  });

  it("masks what is written into a number's place", () => {
    expect(redactAttributes({ orderId: `${order} ${nationalId}` })).toEqual({
      orderId: "*********2222 ***********",
    });
  });
});

import { describe, expect, it } from "vitest";
import { customerHref, readRoute } from "../../../panel/shell/routes.ts";

describe("readRoute", () => {
  it.each(["", "#", "#/", "#/nowhere", "#/customers/", "#/customers/%E0%A4%A"])(
    "leads %j to the contacts",
    (hash) => {
      expect(readRoute(hash)).toEqual({ page: "contacts" });
    },
  );

  it.each(["01JABC", "a b/c?d#e", "ç"])("finds customer %j by its link", (customerId) => {
    expect(readRoute(customerHref(customerId))).toEqual({ page: "customer", customerId });
  });
});

import { describe, expect, it } from "vitest";
import { customerHref, readRoute, suggestionsHref } from "../../../panel/shell/routes.ts";

describe("readRoute", () => {
  it.each(["", "#", "#/", "#/nowhere", "#/customers/", "#/customers/%E0%A4%A", "#/merge-suggestions/1"])(
    "leads %j to the contacts",
    (hash) => {
      expect(readRoute(hash)).toEqual({ page: "contacts" });
    },
  );

  it.each([suggestionsHref, `${suggestionsHref}/`])("leads %j to the quarantine", (hash) => {
    expect(readRoute(hash)).toEqual({ page: "merge-suggestions" });
  });

  it.each(["01JABC", "a b/c?d#e", "ç"])("finds customer %j by its link", (customerId) => {
    expect(readRoute(customerHref(customerId))).toEqual({ page: "customer", customerId });
  });
});

import { describe, expect, it } from "vitest";
import { ApiError, ApiUnreachableError } from "../../../panel/api/api-error.ts";
import { SessionEndedError, SignInFailedError } from "../../../panel/session/session.ts";
import { errorDetail, errorTitle } from "../../../panel/shell/error-words.ts";

describe("errorTitle", () => {
  it.each([
    [new ApiError(403), "error.forbidden"],
    [new ApiError(500), "error.server"],
    [new ApiError(418), "error.refused"],
    [new ApiUnreachableError(), "error.unreachable"],
    [new SessionEndedError(), "error.signedOut"],
    [new SignInFailedError(), "error.signIn"],
    [new TypeError("bug"), "error.unexpected"],
  ])("of %s is %s", (error, title) => {
    expect(errorTitle(error)).toBe(title);
  });
});

describe("errorDetail", () => {
  it("is what the API says about the case, and nothing of our own errors", () => {
    const problem = { type: "about:blank", title: "Forbidden", status: 403, detail: "needs the role agent" };
    expect(errorDetail(new ApiError(403, problem))).toBe("needs the role agent");
    expect(errorDetail(new Error("secret"))).toBeUndefined();
  });
});

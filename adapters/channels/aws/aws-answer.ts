/** What an answer of one of AWS's messaging services means for a message. */
import type { HttpAnswer, HttpFailure, Refusal, SendAnswer } from "../../../domain/outbox/channel-sender.ts";
import { objectIn, sendAnswer } from "../send-answer.ts";

/** By the error's name, or by its `Reason`, which says more where there is one. */
export type Meanings = Readonly<Record<string, Refusal | "retry">>;

/** Of every service (API references, "Common errors"). None of them has read the message. */
const common: Meanings = {
  AccessDenied: "not-allowed",
  AccessDeniedException: "not-allowed",
  UnrecognizedClientException: "not-allowed",
  InvalidClientTokenId: "not-allowed",
  SignatureDoesNotMatch: "not-allowed",
  OptInRequired: "not-allowed",
  // Our key was replaced, or our clock is being set.
  ExpiredToken: "retry",
  ExpiredTokenException: "retry",
  RequestExpired: "retry",
  Throttling: "retry",
  ThrottlingException: "retry",
  TooManyRequestsException: "retry",
};

/** @param idName of the message's id in an answer of 2xx */
export function awsAnswer(got: HttpAnswer | HttpFailure, idName: string, meanings: Meanings): SendAnswer {
  return sendAnswer(got, {
    acceptedId: ({ [idName]: id }) => (typeof id === "string" ? id : undefined),
    refusal: (body) => {
      const name = "kind" in got ? "" : errorName(got);
      const reason = typeof body.Reason === "string" ? body.Reason : "";
      const all = { ...common, ...meanings };
      const code = Object.hasOwn(all, reason) ? reason : name;
      const means = Object.hasOwn(all, code) ? all[code] : undefined;
      return means === undefined ? undefined : { means, code: isCode(reason) ? reason : code };
    },
  });
}

/** REST services say it in a header, with an address behind a colon; the others in the body, behind a namespace. */
export function errorName({ headers, body }: HttpAnswer): string {
  const inHeader = headers["x-amzn-errortype"];
  const { __type, code } = objectIn(body);
  const inBody = typeof __type === "string" ? __type : typeof code === "string" ? code : "";
  return (inHeader || inBody).replace(/:.*$/s, "").replace(/^.*#/s, "");
}

const isCode = (text: string): boolean => /^[A-Z_]{1,80}$/.test(text);

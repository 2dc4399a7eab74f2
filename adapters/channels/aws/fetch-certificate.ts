/** Fetches a certificate over HTTPS: no redirects, little time, and no more than a certificate's size. */
import { get } from "node:https";
import { OmnilineError } from "../../../domain/errors.ts";

const longestMs = 3000;
const largestBytes = 16 * 1024;

/** Amazon SNS did not give its certificate now: the delivery must come again. */
export class CertificateUnavailableError extends OmnilineError {
  override readonly name = "CertificateUnavailableError";
  readonly retryable = true;
}

/**
 * @param url checked before: an address of Amazon SNS
 * @returns `undefined` when nothing is there
 */
export function fetchCertificate(url: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(new CertificateUnavailableError("the signing certificate could not be fetched", { cause }));
    const request = get(url, { signal: AbortSignal.timeout(longestMs) }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode !== 200) {
        response.destroy();
        if (statusCode >= 500 || statusCode === 429) fail(new Error(`answered ${statusCode}`));
        else resolve(undefined);
        return;
      }
      let text = "";
      response.setEncoding("latin1");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > largestBytes) response.destroy(new Error("larger than a certificate"));
      });
      response.on("end", () => resolve(text));
      response.on("error", fail);
    });
    request.on("error", fail);
  });
}

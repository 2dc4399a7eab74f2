/** Tells Amazon SNS that we want a topic's messages (SNS API Reference, "ConfirmSubscription"). */
import { AwsCallError } from "../../../domain/errors.ts";
import { signedRequests } from "../../aws/signed-request.ts";

/**
 * @returns `confirmed`, or SNS's own name of why it never will be: a token lives three days
 * @throws AwsCallError on what may pass, and when we are not allowed to
 */
export async function confirmSubscription(
  topicArn: string,
  token: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  // The topic's Region decides, wherever we run.
  const [, , , region = ""] = topicArn.split(":");
  const send = signedRequests("sns", { ...env, AWS_REGION: region });
  const body = new URLSearchParams({
    Action: "ConfirmSubscription",
    Version: "2010-03-31",
    TopicArn: topicArn,
    Token: token,
    // Else whoever reads one message could end the subscription by the URL in it.
    AuthenticateOnUnsubscribe: "true",
  });
  try {
    await send({
      method: "POST",
      path: "/",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: body.toString(),
    });
    return "confirmed";
  } catch (error) {
    const isFinal = error instanceof AwsCallError && (error.status === 400 || error.status === 404);
    if (isFinal && !/^(AccessDenied|Throttl|Expired)/.test(error.code)) return error.code || "refused";
    throw error;
  }
}

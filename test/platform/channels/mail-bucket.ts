/** A stage that reads mails from a bucket, and the bucket: its own stack, as Amazon SES' buckets are not ours. */
import { buildApp } from "../../../lib/app.ts";
import { synthesise } from "../../../local/synthesise.ts";
import type { StackTemplate } from "../../../local/template/schema.ts";
import { panelDirectory } from "../../support/templates.ts";

export const mailBucket = "acme-mail";

export async function withMailBucket(directory: string): Promise<readonly StackTemplate[]> {
  const stages = { dev: { stage: "dev", aws: { mailBuckets: [mailBucket] } } };
  const stacks = synthesise(directory, ({ context, ...props }) =>
    buildApp({ ...props, panelDirectory, context: { ...context, stages } }),
  );
  const Mails = { Type: "AWS::S3::Bucket", Properties: { BucketName: mailBucket } };
  const region = stacks[0]?.region ?? "";
  return [...stacks, { stackName: "Mails", region, template: { Resources: { Mails } }, assets: new Map() }];
}

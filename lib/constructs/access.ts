/** Who may do what with the data stack's resources: named actions, each with the variable that points there. */
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { EnvironmentKey } from "../../schemas/environment.ts";
import type { ServiceFunction } from "./service-function.ts";

type TableAction =
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "GetItem"
  | "Query"
  | "BatchGetItem"
  | "BatchWriteItem"
  | "ConditionCheckItem";

/** What a function needs that reads items, and changes them one by one or in transactions. */
export const readAndWrite: readonly TableAction[] = [
  "GetItem",
  "Query",
  "BatchGetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "ConditionCheckItem",
];

/** There is no Scan to name: no request path scans. */
export function connectTable(to: ServiceFunction, table: TableV2, actions: readonly TableAction[]): void {
  to.connect("TABLE_NAME", table.tableName, () =>
    to.allow(
      actions.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    ),
  );
}

/**
 * @param below `events`: bodies of contact events; `media`: files that came with messages; `incoming`: files that a
 * provider hands in; `deliveries`: what is read later
 */
export function connectBodies(
  to: ServiceFunction,
  bucket: Bucket,
  actions: readonly ("GetObject" | "PutObject" | "DeleteObject")[],
  below: "events" | "media" | "incoming" | "deliveries" = "events",
): void {
  to.connect("BODIES_BUCKET", bucket.bucketName, () =>
    to.allow(
      actions.map((action) => `s3:${action}`),
      [bucket.arnForObjects(`${below}/*`)],
    ),
  );
}

/** What is there below one prefix. */
export function allowListing(to: ServiceFunction, bucket: Bucket, below: "incoming"): void {
  to.allow(["s3:ListBucket"], [bucket.bucketArn], { StringLike: { "s3:prefix": `${below}/*` } });
}

export function connectSecret(
  to: ServiceFunction,
  key: Extract<EnvironmentKey, "PEPPER_SECRET_ID" | "ENDPOINTS_SECRET_ID" | "CHANNELS_SECRET_ID">,
  secret: Secret,
  actions: readonly ("GetSecretValue" | "PutSecretValue")[] = ["GetSecretValue"],
): void {
  to.connect(key, secret.secretArn, () =>
    to.allow(
      actions.map((action) => `secretsmanager:${action}`),
      [secret.secretArn],
    ),
  );
}

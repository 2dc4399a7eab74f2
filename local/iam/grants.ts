/** Who may do what, as the templates' roles, policies and permissions say. */
import * as z from "zod";
import { accountId } from "../account.ts";
import type { Resources } from "../template/resources.ts";
import { type Access, evaluate, type Principal, policyDocument, type Statement } from "./policy.ts";

export interface Grants {
  /** @throws Error when the role has a managed policy that is not known here */
  role(roleArn: string): RoleGrants;
  /** What a service such as `events.amazonaws.com` may do to a resource, by that resource's own policy. */
  serviceMay(service: string, access: Access): boolean;
}

export interface RoleGrants {
  readonly roleName: string;
  /** Undefined when allowed; else the end of AWS's sentence. */
  refusal(access: Access): string | undefined;
  /** By its trust policy. @param service such as `states.amazonaws.com`, on behalf of the resource `sourceArn` */
  isAssumableBy(service: string, sourceArn: string): boolean;
}

/** Grants nothing that is served on a laptop. */
const managedWithoutEffect = new Set(["AWSXRayDaemonWriteAccess"]);

const names = z.array(z.string()).default([]);
const policyOf = z.object({ PolicyDocument: policyDocument, Roles: names });
const roleProperties = z.object({
  Policies: z.array(z.object({ PolicyDocument: policyDocument })).default([]),
  ManagedPolicyArns: names,
  AssumeRolePolicyDocument: z.unknown(),
});
const permission = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

export function readGrants(resources: Resources): Grants {
  const attached = [
    ...resources.ofType("AWS::IAM::Policy", policyOf),
    ...resources.ofType("AWS::IAM::ManagedPolicy", policyOf),
  ];
  const roles = new Map(resources.ofType("AWS::IAM::Role", roleProperties).map((role) => [role.arn, role]));
  const resourcePolicies = readResourcePolicies(resources);

  return {
    role(roleArn) {
      const role = roles.get(roleArn);
      if (!role) throw new Error(`no role ${roleArn} in the templates`);
      const own = new Set(attached.map(({ ref }) => ref));
      for (const managed of role.properties.ManagedPolicyArns) {
        const name = managed.split("/").at(-1) ?? managed;
        if (!own.has(managed) && !managedWithoutEffect.has(name)) {
          throw new Error(`role ${role.ref}: managed policy ${managed} is not known here`);
        }
      }
      const statements = [
        ...role.properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument),
        ...attached
          .filter(
            ({ ref, properties }) =>
              properties.Roles.includes(role.ref) || role.properties.ManagedPolicyArns.includes(ref),
          )
          .flatMap(({ properties }) => properties.PolicyDocument),
      ];
      return {
        roleName: role.ref,
        refusal: (access) =>
          refusal(statements, resourcePolicies, withGlobals(access), { kind: "AWS", name: roleArn }),
        isAssumableBy: (service, sourceArn) =>
          evaluate(
            policyDocument.parse(role.properties.AssumeRolePolicyDocument),
            withGlobals({
              action: "sts:AssumeRole",
              resource: roleArn,
              context: { "aws:sourcearn": [sourceArn] },
            }),
            { kind: "Service", name: service },
          ) === "allowed",
      };
    },
    serviceMay: (service, access) =>
      evaluate(resourcePolicies, withGlobals(access), { kind: "Service", name: service }) === "allowed",
  };
}

function refusal(
  own: readonly Statement[],
  ofResources: readonly Statement[],
  access: Access,
  who: Principal,
) {
  const byIdentity = evaluate(own, access);
  const byResource = evaluate(ofResources, access, who);
  if (byIdentity === "explicit-deny") return "with an explicit deny in an identity-based policy";
  if (byResource === "explicit-deny") return "with an explicit deny in a resource-based policy";
  if (byIdentity === "allowed" || byResource === "allowed") return undefined;
  return `because no identity-based policy allows the ${access.action} action`;
}

/** AWS callers always come by TLS; the laptop's loopback counts as that. */
function withGlobals(access: Access): Access {
  return {
    ...access,
    context: { "aws:securetransport": ["true"], "aws:sourceaccount": [accountId], ...access.context },
  };
}

function readResourcePolicies(resources: Resources): readonly Statement[] {
  const documents = [
    ...resources.ofType("AWS::SQS::QueuePolicy", z.object({ PolicyDocument: policyDocument })),
    ...resources.ofType("AWS::S3::BucketPolicy", z.object({ PolicyDocument: policyDocument })),
  ];
  const permissions = resources
    .ofType("AWS::Lambda::Permission", permission)
    .map(({ properties: given }): Statement => {
      const arnLike =
        given.SourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": [given.SourceArn] } };
      const account =
        given.SourceAccount === undefined
          ? {}
          : { StringEquals: { "aws:SourceAccount": [given.SourceAccount] } };
      return {
        Effect: "Allow",
        Action: [given.Action],
        Principal: { Service: [given.Principal] },
        Resource: [
          given.FunctionName.startsWith("arn:")
            ? given.FunctionName
            : `arn:aws:lambda:*:*:function:${given.FunctionName}`,
        ],
        Condition: { ...arnLike, ...account },
      };
    });
  return [...documents.flatMap(({ properties }) => properties.PolicyDocument), ...permissions];
}

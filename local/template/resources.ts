/** The app's stacks as resolved resources: what every local service reads its wiring from. */
import * as z from "zod";
import { accountId, partition, urlSuffix } from "../account.ts";
import { type LocalAddresses, localAddresses } from "./addresses.ts";
import { isRecord, noValue, resolve, type Scope, TemplateError } from "./intrinsics.ts";
import { type Identity, resourceTypes } from "./resource-types.ts";
import { type StackTemplate, type Template, type TemplateResource, templateSchema } from "./schema.ts";

export interface Resource<P> extends Identity {
  readonly stackName: string;
  readonly logicalId: string;
  /** The attribute most callers want. */
  readonly arn: string;
  readonly properties: P;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly assets: ReadonlyMap<string, string>;
}

export interface Resources {
  readonly region: string;
  /** All resources of a type, properties resolved and parsed. @throws TemplateError naming the resource */
  ofType<S extends z.ZodType>(type: string, properties: S): readonly Resource<z.output<S>>[];
}

interface Stack {
  readonly source: StackTemplate;
  readonly template: Template;
}

/** @throws TemplateError for a resource type, an intrinsic or a name that is not known */
export function readResources(
  templates: readonly StackTemplate[],
  addresses: LocalAddresses,
  region: string,
): Resources {
  const stacks = templates.map(
    (source): Stack => ({ source, template: templateSchema.parse(source.template) }),
  );
  for (const stack of stacks) refuseUnknown(stack);
  const exports = new Map<string, { stack: Stack; value: unknown }>();
  const toLocal = localAddresses(addresses, webSocketApis());

  for (const stack of stacks) {
    for (const { Value, Export } of Object.values(stack.template.Outputs)) {
      if (Export) exports.set(String(resolve(Export.Name, scopeOf(stack))), { stack, value: Value });
    }
  }

  function scopeOf(stack: Stack): Scope {
    return {
      ref: (name) => pseudoParameter(stack, name) ?? identityOf(stack, name).ref,
      attribute: (logicalId, name) => {
        const value = identityOf(stack, logicalId).attributes[name];
        if (value === undefined) {
          throw new TemplateError(`${where(stack, logicalId)}: attribute ${name} is not known here`);
        }
        return value;
      },
      importValue: (name) => {
        const found = exports.get(name);
        if (!found) throw new TemplateError(`${stack.source.stackName}: no stack exports ${name}`);
        return resolve(found.value, scopeOf(found.stack));
      },
    };
  }

  function pseudoParameter({ source }: Stack, name: string): unknown {
    switch (name) {
      case "AWS::AccountId":
        return accountId;
      case "AWS::Region":
        return region;
      case "AWS::Partition":
        return partition;
      case "AWS::URLSuffix":
        return urlSuffix;
      case "AWS::StackName":
        return source.stackName;
      case "AWS::StackId":
        return `arn:aws:cloudformation:${region}:${accountId}:stack/${source.stackName}/local`;
      case "AWS::NoValue":
        return noValue;
      default:
        return undefined;
    }
  }

  function identityOf(stack: Stack, logicalId: string): Identity {
    const resource = stack.template.Resources[logicalId];
    const describe = resource && resourceTypes[resource.Type];
    if (!describe) throw new TemplateError(`${where(stack, logicalId)}: no such resource`);
    return describe({
      stackName: stack.source.stackName,
      logicalId,
      region,
      awsUrl: addresses.awsUrl,
      property: (name) => {
        const value = resolve(resource.Properties[name], scopeOf(stack));
        return typeof value === "string" ? value : undefined;
      },
    });
  }

  function webSocketApis(): ReadonlySet<string> {
    const ids = stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources)
        .filter(
          ([, { Type, Properties }]) =>
            Type === "AWS::ApiGatewayV2::Api" && Properties.ProtocolType === "WEBSOCKET",
        )
        .map(([logicalId]) => identityOf(stack, logicalId).ref),
    );
    return new Set(ids);
  }

  function read<S extends z.ZodType>(stack: Stack, logicalId: string, resource: TemplateResource, schema: S) {
    try {
      const identity = identityOf(stack, logicalId);
      const parsed = schema.safeParse(mapText(resolve(resource.Properties, scopeOf(stack)), toLocal));
      if (!parsed.success) throw new TemplateError(z.prettifyError(parsed.error));
      return {
        ...identity,
        arn: identity.attributes.Arn ?? "",
        stackName: stack.source.stackName,
        logicalId,
        properties: parsed.data,
        metadata: resource.Metadata,
        assets: stack.source.assets,
      };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TemplateError(`${where(stack, logicalId)} (${resource.Type}): ${reason}`, { cause });
    }
  }

  return {
    region,
    ofType: (type, schema) =>
      stacks.flatMap((stack) =>
        Object.entries(stack.template.Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([logicalId, resource]) => read(stack, logicalId, resource, schema)),
      ),
  };
}

function refuseUnknown(stack: Stack) {
  for (const [logicalId, { Type, Condition }] of Object.entries(stack.template.Resources)) {
    if (!(Type in resourceTypes)) {
      throw new TemplateError(`${where(stack, logicalId)}: the laptop does not know resource type ${Type}`);
    }
    if (Condition !== undefined && Type !== "AWS::CDK::Metadata") {
      throw new TemplateError(`${where(stack, logicalId)}: conditions are not evaluated here`);
    }
  }
}

function where({ source }: Stack, logicalId: string): string {
  return `stack ${source.stackName}, resource ${logicalId}`;
}

function mapText(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((item) => mapText(item, map));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapText(item, map)]));
}

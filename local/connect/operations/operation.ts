/** One operation of the Amazon Connect API: its address, what it takes, what IAM asks about, what it does. */
import * as z from "zod";
import { ApiError } from "../../gateway/call.ts";
import type { Floor } from "../floor.ts";
import { idOf } from "../instance.ts";
import type { Agent, Contact } from "../model.ts";

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** As in the API reference: `/contacts/{InstanceId}/{ContactId}`. */
  readonly path: string;
  /** @param given path, query and body in one @throws ApiError InvalidParameterException */
  prepare(given: Readonly<Record<string, unknown>>): Prepared;
}

export interface Prepared {
  readonly instanceId: string;
  readonly clientToken: string | undefined;
  /** What follows the instance's ARN in the ARNs that IAM is asked about; empty is the instance itself. */
  readonly resources: readonly string[];
  run(floor: Floor): Record<string, unknown>;
}

interface Definition<S extends z.ZodType<{ InstanceId: string }>> {
  readonly method: string;
  readonly path: string;
  readonly input: S;
  resources(input: z.output<S>): readonly string[];
  run(floor: Floor, input: z.output<S>): Record<string, unknown>;
}

const token = z.object({ ClientToken: z.string().optional() });

export function operation<S extends z.ZodType<{ InstanceId: string }>>(
  name: string,
  { method, path, input, resources, run }: Definition<S>,
): Operation {
  return {
    name,
    method,
    path,
    prepare(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
      const { data } = parsed;
      return {
        instanceId: idOf(data.InstanceId),
        clientToken: token.safeParse(given).data?.ClientToken,
        resources: resources(data),
        run: (floor) => run(floor, data),
      };
    },
  };
}

/** An id, or an ARN that ends with it. */
export const identifier = z.string().min(1).transform(idOf);

/** "Attribute keys can include only alphanumeric, dash, and underscore characters", 32,768 bytes in all. */
export const attributes = z
  .record(z.string().regex(/^[\w-]+$/, "attribute keys: alphanumeric, dash and underscore"), z.string())
  .refine(
    (given) => Buffer.byteLength(Object.entries(given).flat().join("")) <= 32_768,
    "more than 32,768 bytes",
  );

export function invalidParameter(message: string): ApiError {
  return new ApiError("InvalidParameterException", message);
}

export function invalidRequest(message: string): ApiError {
  return new ApiError("InvalidRequestException", message);
}

export function notFound(what: string): ApiError {
  return new ApiError("ResourceNotFoundException", `${what} not found.`, 404);
}

export function contactOf(floor: Floor, contactId: string): Contact {
  const contact = floor.state.contact(contactId);
  if (!contact) throw notFound("Contact");
  return contact;
}

export function agentNamed(floor: Floor, userId: string): Agent {
  const agent = floor.state.agent(userId);
  if (!agent) throw notFound("User");
  return agent;
}

/** Times in answers: seconds since 1970. */
export function epochSeconds(time: number | undefined): number | undefined {
  return time === undefined ? undefined : time / 1000;
}

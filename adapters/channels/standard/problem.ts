/** Tells a sender the first thing that is wrong with an event, without repeating what the event says. */
import type * as z from "zod/mini";
import { type Unreadable, unreadable } from "../body.ts";
import { pointerStep } from "../json.ts";

/** @param pointer where the checked value stands in the body */
export function firstProblem(error: z.core.$ZodError, pointer: string): Unreadable {
  const [issue] = error.issues;
  if (!issue) return unreadable(pointer, "not valid");
  const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return unreadable([pointer, ...path.map(pointerStep)].join("/"), expectation(issue));
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return `expected ${issue.format === "datetime" ? "an ISO 8601 datetime with its offset" : issue.message}`;
    case "too_small":
      return `expected at least ${issue.minimum}${unitOf(issue)}`;
    case "too_big":
      return `expected at most ${issue.maximum}${unitOf(issue)}`;
    case "custom":
      return `expected ${issue.message}`;
    case "unrecognized_keys":
      return "unknown name; a sender's own fields go into attributes";
    default:
      return "not valid";
  }
}

const unitOf = ({ origin }: { readonly origin: string }) =>
  origin === "number" || origin === "int" ? "" : " in length";

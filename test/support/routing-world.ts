/** The workflow's own definition, run over the production use cases and a store in memory. */
import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import type { Policies } from "../../domain/policies/policies.ts";
import { memoryRouting } from "../../domain/routing/in-memory/memory-routing.ts";
import type { RoutingDeps } from "../../domain/routing/reserve.ts";
import type { Reserved, Signal, Workflow } from "../../domain/routing/workflow.ts";
import type { CaseNote, Wanted, WorkflowStepDeps } from "../../domain/routing/workflow-steps/deps.ts";
import { createHandler } from "../../functions/route-case/handler.ts";
import { workflowDefinition } from "../../lib/routing/workflow-definition.ts";
import type { Agent } from "../../schemas/routing/agent.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { counter } from "./counter.ts";

/** The document that deploys; the state's name is what handlers are given by. */
export const definition = workflowDefinition("route-case");

/** Times are the test's: it says when a state's is over. The package reads no `TimeoutSecondsPath`. */
const untimed: StateMachineDefinition = JSON.parse(JSON.stringify(definition), (key, value) =>
  key === "TimeoutSecondsPath" ? undefined : value,
);

class Named extends Error {
  override name: string;
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

interface Waiting {
  readonly resolve: (result: object) => void;
  readonly reject: (error: Error) => void;
}

export interface Leg {
  /** Names of the states it has been in, in order. */
  readonly states: string[];
  /** How it ended; `undefined` while it runs. */
  ended(): string | undefined;
}

export type RoutingWorld = ReturnType<typeof createRoutingWorld>;

export function createRoutingWorld({ agents, policy }: { agents: readonly Agent[]; policy: RoutingPolicy }) {
  const store = memoryRouting({ agents, onDecision: (decision) => decisions.push(decision) });
  const decisions: Parameters<typeof store.keepDecision>[0][] = [];
  const cases = new Map<string, Wanted>();
  const notes: CaseNote[] = [];
  const shownInConnect: string[] = [];
  const withdrawn: number[] = [];
  const waiting = new Map<string, Waiting>();
  const legs = new Map<string, Leg>();
  let time = Date.parse("2026-11-22T09:00:00.000Z");
  const nextId = counter();
  const policies: Policies = { current: (async () => ({ version: 1, policy })) as never };

  const workflow: Workflow = {
    start: async (input) => {
      const name = `${input.caseId}-${input.leg}`;
      if (!legs.has(name)) legs.set(name, run(input));
    },
    resume: async (token, result) => tell(token, ({ resolve }) => resolve(result)),
    interrupt: async (token, signal) => tell(token, ({ reject }) => reject(new Named(signal))),
  };
  const routing: RoutingDeps = {
    store,
    policies,
    workflow,
    now: () => new Date(time),
    draw: () => 0.5,
    newDecisionId: () => `decision-${nextId()}`,
    lastHeard: async () => undefined,
    pause: async () => {},
  };
  const stepDeps: WorkflowStepDeps = {
    ...routing,
    describeCase: async (caseId, _enqueuedAt, callback = false) => {
      const wanted = cases.get(caseId) ?? { kind: "nobody", how: "resolved" };
      if (wanted.kind === "nobody") return wanted;
      return { ...wanted, arrived: { ...wanted.arrived, callback: callback || wanted.arrived.callback } };
    },
    linkContact: async () => {},
    offerInConnect: async (offered) => void shownInConnect.push(`${offered.caseId} ${offered.token}`),
    withdrawFromConnect: async ({ token }) => void withdrawn.push(token),
    noteOnCase: async (note) => void notes.push(note),
  };
  const handler = createHandler(stepDeps);

  function tell(token: string, how: (waiting: Waiting) => void) {
    const found = waiting.get(token);
    waiting.delete(token);
    if (found === undefined) return "over" as const;
    how(found);
    return "told" as const;
  }

  function run(input: { caseId: string; leg: number; waitSeconds: number }): Leg {
    const states: string[] = [];
    let end: string | undefined;
    const tokens = counter();
    const handlers = Object.fromEntries(
      Object.entries(definition.States).flatMap(([name, state]) =>
        state.Type === "Task" ? [[name, ((call: Call) => perform(call)) as never]] : [],
      ),
    );
    const machine = new StateMachine(untimed, { validationOptions: { noValidate: true } });
    const context = {
      Task: {
        get Token() {
          return `${input.caseId}/${input.leg}/${tokens()}`;
        },
      },
    };
    const execution = machine.run(input, { overrides: { taskResourceLocalHandlers: handlers }, context });
    void (async () => {
      for await (const event of execution.eventLogs) {
        if (event.type === "StateEntered") states.push(event.state.name);
      }
    })();
    execution.result.then(
      () => {
        end = "done";
      },
      (error: Error) => {
        end = `failed: ${error.message}`;
      },
    );
    return { states, ended: () => (end === "done" ? states.at(-1) : end) };
  }

  interface Call {
    readonly Payload: { readonly taskToken?: string };
  }

  async function perform({ Payload }: Call): Promise<object> {
    const { taskToken } = Payload;
    if (taskToken === undefined) return { Payload: await handler(Payload) };
    const answer = new Promise<object>((resolve, reject) => waiting.set(taskToken, { resolve, reject }));
    answer.catch(() => undefined);
    await handler(Payload);
    return answer;
  }

  return {
    ...routing,
    describeCase: stepDeps.describeCase,
    decisions,
    notes,
    shownInConnect,
    withdrawn,
    agent: async (agentId: string) => {
      const found = await store.readAgent(agentId);
      if (found === undefined) throw new Error(`no agent ${agentId}`);
      return found;
    },
    routing: async (caseId: string) => {
      const found = await store.readRouting(caseId);
      if (found === undefined) throw new Error(`no routing of ${caseId}`);
      return found;
    },
    leg: (caseId: string, leg = 1) => legs.get(`${caseId}-${leg}`),
    describe: (caseId: string, wanted: Wanted) => cases.set(caseId, wanted),
    /** A case is opened; its first leg starts. */
    async arrive(caseId: string, wanted: Wanted) {
      cases.set(caseId, wanted);
      await workflow.start({ caseId, leg: 1, waitSeconds: 60 });
    },
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    /** The state's time is over, as Step Functions would say. */
    async timeOut(caseId: string) {
      const token = (await store.readRouting(caseId))?.taskToken ?? "";
      tell(token, ({ reject }) => reject(new Named("States.Timeout")));
    },
    /** Kills whatever waits: as if the executions had been lost. */
    killWorkflows: () => waiting.clear(),
    signal: async (caseId: string, signal: Signal) =>
      workflow.interrupt((await store.readRouting(caseId))?.taskToken ?? "", signal),
    reserved: (result: Reserved) => result,
  };
}

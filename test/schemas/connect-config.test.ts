import { describe, expect, it } from "vitest";
import { stageConfigSchema } from "../../schemas/config.ts";

const connect = (section?: object) => stageConfigSchema.parse({ stage: "dev", connect: section }).connect;
const problem = (section: object) => {
  const { error } = stageConfigSchema.safeParse({ stage: "dev", connect: section });
  return `${error?.issues[0]?.path.join(".")}: ${error?.issues[0]?.message}`;
};
const arn = "arn:aws:connect:eu-central-1:111122223333";

describe("the Amazon Connect section", () => {
  it("may be left out: a new instance with the default quotas", () => {
    expect(stageConfigSchema.parse({ stage: "dev" }).connect).toEqual({
      identityManagement: "CONNECT_MANAGED",
      skills: ["general"],
      languages: ["tr", "en"],
      quotas: {
        AssociateContactWithUser: { perSecond: 2, burst: 5 },
        StartTaskContact: { perSecond: 2, burst: 5 },
        CreateContact: { perSecond: 2, burst: 5 },
        UpdateContactRoutingData: { perSecond: 20, burst: 20 },
        StopContact: { perSecond: 10, burst: 15 },
        StartChatContact: { perSecond: 5, burst: 8 },
        StartOutboundVoiceContact: { perSecond: 2, burst: 5 },
        PutUserStatus: { perSecond: 2, burst: 5 },
        GetCurrentUserData: { perSecond: 5, burst: 8 },
        DescribeContact: { perSecond: 10, burst: 15 },
      },
    });
  });

  it("raises one quota and keeps the others", () => {
    const { quotas } = connect({ quotas: { StartTaskContact: { perSecond: 0.5, burst: 30 } } });
    expect(quotas.StartTaskContact).toEqual({ perSecond: 0.5, burst: 30 });
    expect(quotas.CreateContact).toEqual({ perSecond: 2, burst: 5 });
  });

  it("takes an instance that is there already", () => {
    expect(connect({ instanceArn: `${arn}:instance/a1b2-c3` }).instanceArn).toBe(`${arn}:instance/a1b2-c3`);
    const china = "arn:aws-cn:connect:cn-north-1:111122223333:instance/a1b2";
    expect(connect({ instanceArn: china }).instanceArn).toBe(china);
  });

  it.each([
    [{ instanceArn: `${arn}:instance/a1/queue/b2` }, /connect\.instanceArn: an instance's ARN/],
    [{ instanceArn: "a1b2-c3" }, /connect\.instanceArn: an instance's ARN/],
    [{ instanceAlias: "omniline-" }, /connect\.instanceAlias: letters, digits and inner dashes/],
    [{ instanceAlias: "d-omniline" }, /connect\.instanceAlias: letters, digits and inner dashes/],
    [{ instanceAlias: "o".repeat(46) }, /connect\.instanceAlias: /],
    [{ instanceAlias: "mine", instanceArn: `${arn}:instance/a1` }, /connect\.instanceAlias: either/],
    [{ callerIdNumberArn: "+902121234567" }, /connect\.callerIdNumberArn: a claimed number's ARN/],
    [{ identityManagement: "EXISTING_DIRECTORY" }, /connect\.identityManagement: /],
    [{ skills: [] }, /connect\.skills: at least one/],
    [{ skills: ["Credit Cards"] }, /connect\.skills\.0: lower-case/],
    [{ languages: ["tr-TR"] }, /connect\.languages\.0: two letters/],
    [{ quotas: { StartTaskContact: { perSecond: 0, burst: 5 } } }, /StartTaskContact\.perSecond: above 0/],
    [{ quotas: { StartTaskContact: { perSecond: 2, burst: 0 } } }, /StartTaskContact\.burst: at least 1/],
    [{ quotas: { StartTaskContact: { perSecond: 2 } } }, /StartTaskContact\.burst: /],
    [
      { quotas: { SearchContacts: { perSecond: 2, burst: 5 } } },
      /connect\.quotas: there is no SearchContacts/,
    ],
    [{ instance: "x" }, /connect: there is no instance/],
  ])("refuses %j and says why", (section, message) => {
    expect(problem(section)).toMatch(message);
  });
});

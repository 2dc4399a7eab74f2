/** Who staff are: a Cognito user pool of ours, or the company's own OpenID Connect issuer. */
import { Aws, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { roles } from "../../schemas/api/route.ts";
import type { StageConfig } from "../../schemas/config.ts";

/** What the API and the panel need to know of an issuer. */
export interface Issuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly rolesClaim: string;
}

/** The configured issuer, or a user pool with one group for each role. */
export function signIn(scope: Construct, config: StageConfig, panelUrl: string): Issuer {
  return config.oidc ?? new StaffUserPool(scope, "Staff", { config, panelUrl });
}

class StaffUserPool extends Construct implements Issuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly rolesClaim = "cognito:groups";

  constructor(
    scope: Construct,
    id: string,
    { config, panelUrl }: { readonly config: StageConfig; readonly panelUrl: string },
  ) {
    super(scope, id);
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const role of roles) {
      new CfnUserPoolGroup(this, `Role-${role}`, { userPoolId: pool.userPoolId, groupName: role });
    }
    new UserPoolDomain(this, "Domain", {
      userPool: pool,
      cognitoDomain: { domainPrefix: `omniline-${config.stage}-${Aws.ACCOUNT_ID}` },
    });
    const client = new UserPoolClient(this, "Panel", {
      userPool: pool,
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${panelUrl}/`],
        logoutUrls: [`${panelUrl}/`],
      },
      preventUserExistenceErrors: true,
    });
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${pool.userPoolId}`;
    this.clientId = client.userPoolClientId;
  }
}

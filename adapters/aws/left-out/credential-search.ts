/**
 * Stands in for `@aws-sdk/credential-provider-node` in bundles (lib/constructs/bundling.ts): our
 * clients are given their credentials, so the SDK's search through files and services stays out.
 */
export const defaultProvider = () => () =>
  Promise.reject(new Error("an AWS client was made without credentials"));

/**
 * Auth providers of the Kubernetes backend that take the token of the user
 * who looks at a page. Nothing can be read with them in the background.
 *
 * Source: the auth strategies of `@backstage/plugin-kubernetes-backend`.
 * Providers that are not here, also those that others have added, are tried.
 */
const USER_TOKEN_PROVIDERS: Record<string, string> = {
  aks: "'azure' (the backend's own Azure identity) or 'serviceAccount'",
  google: "'googleServiceAccount' or 'serviceAccount'",
  oidc: "'serviceAccount'",
};

/**
 * Why a cluster cannot be used without a user's token, and what to configure
 * instead; undefined for a cluster that can be used.
 */
export function unsupportedReason(
  authProvider: string | undefined,
): string | undefined {
  const alternative = authProvider && USER_TOKEN_PROVIDERS[authProvider];
  return alternative
    ? `Its auth provider '${authProvider}' needs the user's own token, so it cannot be watched in the background. Configure it with ${alternative}.`
    : undefined;
}

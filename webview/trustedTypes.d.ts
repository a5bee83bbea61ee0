interface Window {
  /** Not in TypeScript's library yet. Parsers and workers take a policy's result where they took a string. */
  readonly trustedTypes?: {
    createPolicy<Rules>(name: string, rules: Rules): Rules;
  };
}

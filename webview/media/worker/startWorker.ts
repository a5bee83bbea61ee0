import source from "script:./mediaWorker.ts";

interface ScriptRules {
  createScriptURL(address: string): string;
}

/**
 * From a blob, since the files of the extension are of another origin than the page, and a worker may not be. The
 * policy lets nothing but this one address through.
 */
export function startWorker(): Worker {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const rules: ScriptRules = { createScriptURL: (asked) => (asked === address ? asked : "") };
  const policy = window.trustedTypes?.createPolicy("eigen-worker", rules) ?? rules;
  return new Worker(policy.createScriptURL(address));
}

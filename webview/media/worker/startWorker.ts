import source from "script:./mediaWorker.ts";

interface ScriptRules {
  createScriptURL(address: string): string;
}

/** From a blob, since the files of the extension are of another origin than the page, and a worker may not be. */
const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
/** Lets nothing but this one address through; a page can make it only once. */
const rules: ScriptRules = { createScriptURL: (asked) => (asked === address ? asked : "") };
const policy = window.trustedTypes?.createPolicy("eigen-worker", rules) ?? rules;

export function startWorker(): Worker {
  return new Worker(policy.createScriptURL(address));
}

export interface PageResources {
  /** Where the page may load our own bundle from. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Fresh for each page. */
  readonly nonce: string;
  /** What is around it. */
  readonly place: "sideBar" | "editor";
}

/**
 * The page of the chat view. No remote origin stands in any directive, so nothing a model writes can load or send
 * anything; `strict-dynamic` lets our nonced script load its own chunks.
 */
export function chatPage({ cspSource, scriptUri, styleUri, nonce, place }: PageResources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src blob: data: ${cspSource}`,
    "media-src blob:",
    // Pictures are prepared in a worker, which our own script starts from a blob.
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // The template engines of the view, for their own static templates, the one that decodes `&amp;` and the like, and
    // the one that lets the worker's address through.
    "trusted-types fast-html lit-html eigen-entities eigen-worker",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${styleUri}">
<title>Eigen AI Chat</title>
</head>
<body data-place="${place}">
<div id="app"></div>
<script type="module" nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}

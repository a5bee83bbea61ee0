import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDivider,
  vsCodeProgressRing,
  vsCodeTextArea,
} from "@vscode/webview-ui-toolkit";

/**
 * The toolkit is used for the fixed chrome only, and only registered here: it is no longer developed, and another
 * set of elements must stay a day's work.
 */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDivider(),
    vsCodeProgressRing(),
    vsCodeTextArea(),
  );
}

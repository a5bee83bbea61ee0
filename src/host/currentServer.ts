import { l10n } from "vscode";
import { parseAddress, type Address, type AddressProblem } from "../api/address.ts";
import { settings } from "./settings.ts";

/** Where requests go by the settings of this moment, or why they can't go anywhere. */
export function currentServer(): Address | { readonly fault: string } {
  const address = parseAddress(settings.baseUrl());
  return "problem" in address ? { fault: addressFault(address.problem) } : address;
}

export function addressFault(problem: AddressProblem): string {
  switch (problem) {
    case "not-a-url":
      return l10n.t("The setting eigen.baseUrl is not an address. Example: https://host/api/v1");
    case "insecure":
      return l10n.t(
        "The setting eigen.baseUrl must start with https:// (or http:// for this machine).",
      );
    case "credentials":
      return l10n.t("The setting eigen.baseUrl must not have a user name or password in it.");
    case "no-path":
      return l10n.t(
        "The setting eigen.baseUrl lacks its path; it usually ends with /api/v1 or /v1.",
      );
  }
}

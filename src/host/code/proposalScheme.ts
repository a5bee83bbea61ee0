/** The scheme of documents that show how a file would be: nobody edits them. */
export const proposalScheme = "eigen-apply";

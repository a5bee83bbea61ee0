/** What is looked for in the store that the bench fills, and what it stands for. */
export const queries = [
  ["w17 w18", "common words"],
  ["needle4711", "a rare word"],
  ["ab", "two letters that are nowhere"],
  ["w1", "two letters that are everywhere"],
  ["zq", "two letters in one old message"],
  ["w", "one letter"],
  ["nowheretobefound", "a word that is nowhere"],
] as const;

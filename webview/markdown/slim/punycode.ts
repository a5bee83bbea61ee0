/** Stands in for `punycode.js`, which only the link normalisation that we replace uses. */
const punycode = { toASCII: String, toUnicode: String };
// oxlint-disable-next-line import/no-default-export -- the package has one
export default punycode;

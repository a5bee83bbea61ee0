/** Bundled as the text of a classic script. */
declare module "script:*" {
  const source: string;
  export default source;
}

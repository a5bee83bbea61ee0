import { default_renderer, parser, parser_end, parser_write } from "streaming-markdown";
import { drive } from "../page/driver.ts";
import { drawingPeer } from "../page/peer.ts";

/** streaming-markdown, once a frame; it does not highlight. */
drive(
  drawingPeer((box) => {
    const markdown = parser(default_renderer(box));
    return {
      draw: (added) => parser_write(markdown, added),
      end: () => parser_end(markdown),
    };
  }),
);

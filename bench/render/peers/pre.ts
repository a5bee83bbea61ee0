import { drive } from "../page/driver.ts";
import { drawingPeer } from "../page/peer.ts";

/** Plain text, appended to one `<pre>`. */
drive(
  drawingPeer((box) => {
    const text = document.createTextNode("");
    const pre = document.createElement("pre");
    pre.append(text);
    box.append(pre);
    return { draw: (added) => text.appendData(added) };
  }),
);

import { code } from "@streamdown/code";
import { createElement } from "react";
import { Streamdown } from "streamdown";
import { drive } from "../page/driver.ts";
import { reactPeer } from "../page/reactPeer.ts";

const plugins = { code };

drive(
  reactPeer(({ text, streaming }) =>
    createElement(Streamdown, { plugins, isAnimating: streaming, children: text }),
  ),
);

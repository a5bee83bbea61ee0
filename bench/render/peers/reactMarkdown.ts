import { createElement } from "react";
import Markdown from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { drive } from "../page/driver.ts";
import { reactPeer } from "../page/reactPeer.ts";

const remarkPlugins = [remarkGfm];
const rehypePlugins = [rehypeHighlight];

drive(
  reactPeer(({ text }) =>
    createElement(Markdown, { remarkPlugins, rehypePlugins, children: text }),
  ),
);

import { expect, test } from "vitest";
import { prepareFile } from "../../../webview/media/worker/prepareFile.ts";

test.each(["data: {}\n\n", "BMI,age,weight,height,sex\n21,30,60,170,f\n", "The wide world.\n"])(
  "a text file is text, whatever it begins with: %j",
  async (text) => {
    const file = new File([text], "notes.txt");
    expect(await prepareFile(file, async () => {})).toEqual({ type: "text", text });
  },
);

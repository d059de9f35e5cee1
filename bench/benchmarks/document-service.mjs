// Definitions read and linted, against the language service of AWS's editor extensions.
import languageService from "amazon-states-language-service";
import { OpenDocument } from "../ours/bench.js";

function definition(count) {
  const States = { End: { Type: "Succeed" } };
  for (let at = 0; at < count; at++) {
    States[`Step ${at}`] = {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: { TableName: "Orders", Item: { id: { "S.$": "$.id" } } },
      ResultPath: null,
      Next: at + 1 < count ? `Step ${at + 1}` : "End",
    };
  }
  return JSON.stringify({ StartAt: "Step 0", States }, null, 2);
}

const { getLanguageService, TextDocument } = languageService;
const service = getLanguageService({});

const cases = [30, 300].map((count) => {
  const text = definition(count);
  return {
    name: `open and lint (${text.length} bytes)`,
    ours() {
      const opened = new OpenDocument(text);
      const errors = opened.errors();
      opened.free();
      return errors;
    },
    async peer() {
      const document = TextDocument.create("file:///definition.asl.json", "asl", 1, text);
      const found = await service.doValidation(document, service.parseJSONDocument(document));
      return found.length;
    },
  };
});

export default { peer: "amazon-states-language-service", cases };

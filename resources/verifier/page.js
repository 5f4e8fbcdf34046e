// The page: words in two languages, what is dropped or typed, and the answer.

const WORDS = {
  title: ["文书核验", "Verify a paper"],
  lead: ["本页不联网、不上传：核验全部在您的设备上完成。", "Nothing is sent anywhere: this page verifies on your own device, without a network."],
  give: ["要核验的文书", "The paper"],
  paste: ["用任何扫码软件扫描文书末页的二维码，把读出的整段文字贴到这里：", "Scan the QR code on the last page with any scanner app and paste the whole text here:"],
  check: ["核验", "Verify"],
  hint: ["也可以选择或拖入：电子文书（PDF）、二维码的照片（JPEG、PNG）、出具单位的核验公钥文件（JSON）。", "Or choose or drop: the paper as PDF, a photo of the QR code (JPEG, PNG), the issuer’s file of verification keys (JSON)."],
  keys: ["核验公钥", "Verification keys"],
  compare: ["请通过电话等其他途径与出具单位核对指纹：指纹一致，本页的结论才可信。", "Compare the fingerprints with the issuer by another way, such as the telephone: only then can this page be trusted."],
  nokeys: ["本页没有公钥，请拖入出具单位的核验公钥文件。", "There are no keys in this page: drop the issuer’s file of verification keys."],
  meaning: ["核验的含义", "What it means"],
  means1: ["签名有效，表示二维码所载的案件编号、金额、日期和内容摘要由持有该密钥的单位签署，之后没有改动。", "A valid signature means: case number, amount, date and digest in the code were signed by whoever holds the key, and were not changed since."],
  means2: ["二维码不能证明纸面其他文字没有改动：请与下列内容或内嵌数据逐项对照。", "The code does not prove the rest of the page: compare it with what is listed, item by item."],
  means3: ["本页不知道文书是否已作废；有疑问请联系出具单位。", "This page does not know whether a paper was declared void; ask the issuer when in doubt."],
  genuine: ["签名有效", "The signature is valid"], sample: ["签名有效，但这是练习台的样本，没有效力", "The signature is valid, but this is a sample of a practice desk, without effect"],
  forged: ["不能确认", "Not confirmed"],
  not_ours: ["这段文字不是文书二维码的内容（应以 ODR1| 开头）。", "This text is not what the QR code of a paper says (it begins with ODR1|)."],
  unreadable: ["二维码内容不完整或格式不对，请重新扫描，整段复制。", "The text of the code is not whole or not well formed: scan it again and copy all of it."],
  key_unknown: ["不认识签名密钥：请向出具单位索取核验公钥文件，拖入本页后再核验。", "The signing key is not known: ask the issuer for the file of verification keys, drop it here, and verify again."],
  signature_wrong: ["签名不符：二维码内容被改动过，或是伪造的。请不要据此付款或履行。", "The signature does not fit: the code was changed or forged. Do not pay or perform on it."],
  key_retired: ["该密钥在文书日期之前已停用，不能确认。", "The key was given up before the date of the paper, so it cannot be confirmed."],
  data_differs: ["文件内嵌的数据与二维码的摘要不符：文件被改动过，或者二维码不是这份文件的。", "The facts embedded in the file do not have the digest of the code: the file was changed, or the code is another paper’s."],
  practice: ["由练习台签署：样本，没有效力。", "Signed by a practice desk: a sample, without effect."],
  retired: ["签署所用的密钥后来已停用；在停用之前签署的仍然有效。", "The key was given up later; what it signed before still counts."],
  data_fits: ["文件内嵌的数据与二维码的摘要一致；请将版面文字与下列内容对照。", "The facts embedded in the file have the digest of the code; compare the pages with what is listed."],
  code_only: ["只核对了二维码，请将纸面文字与下列内容对照。", "Only the code was verified; compare what the paper says with what is listed."],
  no_code: ["图片中没有找到文书的二维码，或者本浏览器不能识别图片。请用扫码软件读出文字后贴入。", "No QR code of a paper was found in the picture, or this browser cannot read pictures. Read it with a scanner app and paste the text."],
  pdf_no_code: ["文件里没有二维码的文字。请扫描文书末页的二维码，贴入后再核验；内嵌数据会一并核对。", "The file does not tell the text of its code. Scan the code on the last page and paste it; the embedded facts are compared too."],
  pdf_none: ["这个 PDF 不是电子原件（没有内嵌数据）。请扫描末页的二维码。", "This PDF is not an electronic original (no facts embedded). Scan the code on its last page."],
  keys_bad: ["这不是核验公钥文件，或它被改动过，没有采用。", "This is no file of verification keys, or it was changed; it was not taken."],
  keys_taken: ["已采用“{desk}”的核验公钥，请核对下面的指纹。", "The keys of “{desk}” were taken; compare their fingerprints below."],
  too_large: ["文件过大，没有打开。", "The file is too large and was not opened."],
  kind: ["文书", "Paper"], no: ["案件编号/文书编号", "Case/paper number"], number: ["文号", "Number"], sum: ["金额（元）", "Amount (yuan)"], none: ["不涉及", "none"],
  day: ["出具日期", "Issued on"], kid: ["密钥", "Key"], desk: ["出具单位", "Issuer"], digest: ["内容摘要", "Digest"], anchor: ["记录锚点", "Anchor of the record"],
  consumer: ["消费者", "Consumer"], merchant: ["经营者", "Merchant"], template: ["文书版本", "Wording"],
  print: ["指纹", "Fingerprint"], since: ["启用", "from"], until: ["停用", "to"], language: ["English", "中文"], unknown: ["其他文书", "Other paper"],
};

function begin() {
  const at = (id) => document.getElementById(id);
  let language = 0, keys = [], kinds = {}, data = null, shown = null;
  const say = (name, more = {}) => (WORDS[name] || [name, name])[language].replace(/\{(\w+)\}/g, (_, one) => more[one]);
  const element = (tag, text, kind) => { const made = document.createElement(tag); made.textContent = text; if (kind) made.className = kind; return made; };

  function wording() {
    document.documentElement.lang = language ? "en" : "zh-CN";
    document.title = say("title");
    for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
    at("language").textContent = say("language");
    listKeys();
    if (shown) shown();
  }
  function listKeys() {
    at("keys").replaceChildren();
    if (!keys.length) at("keys").append(element("p", say("nokeys"), "warn verdict"));
    for (const key of keys) {
      const row = element("p", `${key.desk}\u3000${key.kid}\u3000${say("since")} ${key.from}${key.to ? `\u3000${say("until")} ${key.to}` : ""}`);
      row.append(document.createElement("br"), element("code", key.print));
      at("keys").append(row);
    }
  }
  function answer(kind, lines, rows = []) {
    const card = at("result");
    card.replaceChildren(element("div", lines[0], `verdict ${kind}`));
    if (lines.length > 1) { const list = document.createElement("ul"); list.append(...lines.slice(1).map((line) => element("li", line))); card.append(list); }
    if (rows.length) { const table = document.createElement("dl"); for (const [name, value, look] of rows) table.append(element("dt", name), element("dd", value, look)); card.append(table); }
    card.hidden = false;
  }
  function tell(kind, ...names) { shown = () => answer(kind, names.map((name) => (Array.isArray(name) ? say(...name) : say(name)))); shown(); }
  function verdict(found) {
    shown = () => {
      const { told, key, facts } = found, rows = [];
      if (told) {
        rows.push([say("kind"), (kinds[told.code] || WORDS.unknown)[language]], [say("no"), told.no]);
        if (facts) rows.push([say("number"), String(facts.number)]);
        rows.push([say("sum"), told.fen === null ? say("none") : yuan(told.fen), "sum"], [say("day"), told.day]);
        if (key) rows.push([say("desk"), key.desk]);
        const parties = facts && facts.facts && typeof facts.facts === "object" ? facts.facts : {};
        for (const who of ["consumer", "merchant"]) if (parties[who] && parties[who].name) rows.push([say(who), String(parties[who].name)]);
        if (facts && facts.template) rows.push([say("template"), String(facts.template)]);
        rows.push([say("digest"), grouped(hex(told.digest))], [say("kid"), key ? `${told.kid}\u3000${key.print}` : told.kid]);
        if (facts && facts.anchor) rows.push([say("anchor"), String(facts.anchor)]);
      }
      const practice = found.notes.includes("practice");
      const head = found.genuine ? say(practice ? "sample" : "genuine") : say("forged");
      answer(found.genuine ? (practice ? "warn" : "ok") : "bad", [head, ...found.wrong.map((one) => say(one)), ...(found.told ? found.notes.map((one) => say(one)) : [])], rows);
    };
    shown();
  }
  async function take(file) {
    if (!file) return;
    if (file.size > 104857600) { tell("bad", "too_large"); return; }
    const bytes = new Uint8Array(await file.arrayBuffer()), head = latin(bytes, 0, Math.min(1024, bytes.length));
    if (head.includes("%PDF-")) {
      const inside = insidePdf(bytes);
      data = inside.data;
      const typed = at("text").value.trim();
      if (inside.code && (!typed || typed.replace(/\s+/g, "") === inside.code || inside.data)) { at("text").value = inside.code; verdict(judge(inside.code, data, keys)); }
      else if (typed) verdict(judge(typed, data, keys));
      else tell("warn", data ? "pdf_no_code" : "pdf_none");
      return;
    }
    if (/^[\s\u00ef\u00bb\u00bf]*\{/.test(head)) {
      let found = null;
      try { found = keysOf(JSON.parse(new TextDecoder().decode(bytes))); } catch { found = null; }
      if (found === null) { tell("bad", "keys_bad"); return; }
      keys = [...keys.filter((key) => !found.some((one) => same(one.bytes, key.bytes))), ...found];
      listKeys();
      tell("ok", ["keys_taken", { desk: found[0].desk }]);
      return;
    }
    data = null;
    if (head.includes("ODR1|") && bytes.length < 2000) { at("text").value = head.slice(head.indexOf("ODR1|")).trim(); verdict(judge(at("text").value, null, keys)); return; }
    const code = await seen(file);
    if (code === null) { tell("warn", "no_code"); return; }
    at("text").value = code;
    verdict(judge(code, null, keys));
  }
  async function seen(file) {
    try {
      const picture = await createImageBitmap(file);
      if (globalThis.BarcodeDetector) {
        const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture).catch(() => []);
        const ours = found.map((one) => one.rawValue).find((one) => one.startsWith("ODR1|"));
        if (ours) return ours;
      }
      const much = Math.min(1, 2400 / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * much));
      canvas.height = Math.max(1, Math.round(picture.height * much));
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const { data: pixels } = pen.getImageData(0, 0, canvas.width, canvas.height);
      return globalThis.odrVerifier.codeIn ? globalThis.odrVerifier.codeIn(pixels, canvas.width, canvas.height) : null;
    } catch { return null; }
  }

  at("language").addEventListener("click", () => { language = 1 - language; wording(); });
  at("check").addEventListener("click", () => verdict(judge(at("text").value, data, keys)));
  at("text").addEventListener("input", () => { data = null; });
  at("file").addEventListener("change", (event) => take(event.target.files[0]));
  const drop = at("drop");
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => take(event.dataTransfer.files[0]));
  try { kinds = JSON.parse(at("kinds").textContent); } catch { kinds = {}; }
  try { keys = keysOf(JSON.parse(at("known").textContent)) || []; } catch { keys = []; }
  wording();
}
if (typeof document !== "undefined") begin();

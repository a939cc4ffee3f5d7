/** Words of our field and of addresses that a general list lacks or ranks too low: build-time data, heaviest first. */
export const OWN_WORDS: readonly string[] =
  '工伤 工伤认定 工伤保险 工伤职工 工伤医疗 工伤康复 劳动能力 劳动能力鉴定 鉴定 认定 申请 申请人 用人单位 伤残等级 伤残津贴 停工留薪 医疗费 护理费 社会保障 社会保障卡 社会保险 社保 社保卡 身份证 职业病 诊断证明 劳动合同 有限公司 股份有限公司 有限责任公司 建筑工程 劳务派遣 小区 单元 号楼 街道 街道办事处 社区 居委会 村委会 自治区 自治州 自治县 开发区 高新区 经济开发区 工业园 人民医院 中医院 银行 农业银行 工商银行 建设银行 山东省 潍坊市 潍城区 奎文区 坊子区 寒亭区 青州市 诸城市 寿光市 安丘市 高密市 昌邑市 临朐县 昌乐县 济南市 青岛市'.split(
    ' ',
  );

/** Surnames for the beginning of a name: build-time data, in the order in which they are offered. */

/** The hundred most frequent, in their order (国家统计 and Ministry of Public Security, national report on names, 2020). */
const FREQUENT =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常';

/** 百家姓 (the Hundred Family Surnames), and names that are not in it. */
const OTHERS =
  '傅汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申耿欧关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉斯元束檀衣信展阴昝智幸奉植衡富尧闭由种缑黑折秘员撒水郗厍郦殳钮贲酆钭弓牧隗山宓蓬仰秋暴韶蓟怀从鄂咸籍赖能苍双莘贡逄扶堵宰璩濮寿通郏别充习宦鱼慎庾终暨步弘广禄东沃蔚越夔融訾空毋乜养须巢蒯后红竺益桓萧阎邴糜松滑荀家羿汲郤凤昌贝经诸';

const COMPOUND =
  '欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 尉迟 慕容 东方 公孙 长孙 宇文 端木 呼延 南宫 轩辕 淳于 单于 万俟 澹台 鲜于 闾丘 钟离 赫连 濮阳 公冶 宗政 太史 太叔 仲孙 公羊 独孤 西门 东郭 百里 闻人 司空 第五 拓跋 完颜 纳兰 叶赫 爱新觉罗';

export const SURNAMES: readonly string[] = [...new Set([...FREQUENT, ...OTHERS, ...COMPOUND.split(' ')])];

/** Readings as a surname that general tables of readings lack, or of which more than one is in use. */
export const SURNAME_READINGS: Readonly<Record<string, readonly string[]>> = {
  单: ['shan'],
  解: ['xie'],
  仇: ['qiu'],
  盖: ['ge', 'gai'],
  查: ['zha'],
  区: ['ou'],
  朴: ['piao'],
  覃: ['qin', 'tan'],
  缪: ['miao'],
  种: ['chong'],
  黑: ['he'],
  折: ['she'],
  秘: ['bi'],
  员: ['yun'],
  乐: ['yue', 'le'],
  曾: ['zeng'],
  翟: ['zhai', 'di'],
  任: ['ren'],
  华: ['hua'],
  纪: ['ji'],
  那: ['na'],
  牟: ['mu', 'mou'],
  隗: ['wei', 'kui'],
  宓: ['mi', 'fu'],
  尉迟: ['yu chi', 'wei chi'],
  万俟: ['mo qi'],
  单于: ['chan yu'],
  澹台: ['tan tai'],
};

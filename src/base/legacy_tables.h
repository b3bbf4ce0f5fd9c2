/* legacy_tables.h - what the bytes of two old encodings mean, as (glyph seen in cp1252, letter) in turn; legacy.c only.
 *
 * TCVN 5712:1993 as the .Vn fonts have it (small letters with tones only: their capitals are another font), and
 * VNI for Windows, where a vowel is followed by the glyph of its mark.
 */
#ifndef BASE_LEGACY_TABLES_H
#define BASE_LEGACY_TABLES_H

/* clang-format off */
static const char16_t tcvn3[] =
    u"¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00ADư"
    u"®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩ"
    u"ÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ"
    u"×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗ"
    u"èốéộêờëởìỡíớîợïùñủòũóúôụõừ"
    u"öử÷ữøứùựúỳûỷüỹýýþỵ";

static const char16_t vni_singles[] =
    u"ÌÌÍÍììííÑĐñđÓĨóĩÔƠôơÖƯöưÆỈ"
    u"æỉÒỊòịÎỴîỵ";

static const struct {
    char16_t vowel;
    const char16_t *marks;
} vni_pairs[] = {
    { u'A', u"ØÀÙÁÂÂÕÃÊĂÏẠÛẢÁẤÀẦÅẨÃẪÄẬÉẮÈẰÚẲÜẴËẶ" },
    { u'E', u"ØÈÙÉÂÊÏẸÛẺÕẼÁẾÀỀÅỂÃỄÄỆ" },
    { u'O', u"ØÒÙÓÂÔÕÕÏỌÛỎÁỐÀỒÅỔÃỖÄỘ" },
    { u'U', u"ØÙÙÚÕŨÏỤÛỦ" },
    { u'Y', u"ÙÝØỲÛỶÕỸ" },
    { u'a', u"øàùáââõãêăïạûảáấàầåẩãẫäậéắèằúẳüẵëặ" },
    { u'e', u"øèùéâêïẹûẻõẽáếàềåểãễäệ" },
    { u'o', u"øòùóâôõõïọûỏáốàồåổãỗäộ" },
    { u'u', u"øùùúõũïụûủ" },
    { u'y', u"ùýøỳûỷõỹ" },
    { u'Ô', u"ÙỚØỜÛỞÕỠÏỢ" },
    { u'ô', u"ùớøờûởõỡïợ" },
    { u'Ö', u"ÙỨØỪÛỬÕỮÏỰ" },
    { u'ö', u"ùứøừûửõữïự" },
};
/* clang-format on */

#endif
